package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static final String WORKER =
      Small.goroutine(7, "chan send, 3 minutes", "main.(*hub).deliver(0xc1)", "/app/hub.go:74");
  private static final String OTHER =
      Small.goroutine(8, "chan send", "main.(*hub).deliver(0xc9)", "/build/hub.go:99");
  private static final String READER =
      Small.goroutine(9, "chan receive", "main.(*feed).read.func2(0xc1)", "/app/feed.go:12");

  @Test
  void whatTheOtherHasNotIsGivenWithItsNumber() throws Exception {
    Groups stuck = of(WORKER, WORKER.replace("ne 7", "ne 6"), READER);

    assertThat(said(stuck, Groups.none(), 8))
        .containsExactly(
            "2 x [chan send] main.(*hub).deliver", "1 x [chan receive] main.(*feed).read");
    assertThat(said(stuck, Groups.none(), 1))
        .containsExactly("2 x [chan send] main.(*hub).deliver");
  }

  @Test
  void anotherBuildAnotherTimeAndAnotherNumberAreTheSameGroup() throws Exception {
    Groups stuck = of(WORKER, READER);

    assertThat(said(stuck, of(OTHER), 8)).containsExactly("1 x [chan receive] main.(*feed).read");
    assertThat(said(stuck, of(OTHER, READER.replace("func2", "func5")), 8)).isEmpty();
  }

  /** One who passes by just then hides nothing; as many as here are as usual. */
  @Test
  void ofManyTimesAsManyTheOtherHasSome() throws Exception {
    Groups stuck = of(workers(10));

    assertThat(said(stuck, of(workers(1)), 8))
        .containsExactly("10 x (1 there) [chan send] main.(*hub).deliver");
    assertThat(said(stuck, of(workers(2)), 8)).isEmpty();
  }

  @Test
  void callsAreNamedWithoutThePathOfTheirPackage() throws Exception {
    String far = "example.com/shop/v2/internal/chat.(*Hub).deliver";
    Groups stuck = of(WORKER.replace("main.(*hub).deliver", far));

    assertThat(said(stuck, Groups.none(), 8))
        .containsExactly("1 x [chan send] chat.(*Hub).deliver");
    assertThat(said(stuck, of(WORKER.replace("main.(*hub).deliver", far.replace("v2", "v3"))), 8))
        .as("another package is another group")
        .hasSize(1);
  }

  private static String[] workers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> WORKER.replace("ne 7", "ne " + (70 + i)))
        .toArray(String[]::new);
  }

  private static Groups of(String... goroutines) throws Exception {
    return Groups.of(Small.explain(Small.go(goroutines)));
  }

  private static List<String> said(Groups stuck, Groups other, int most) {
    return stuck.beyond(other, most).stream().map(Groups.More::said).toList();
  }
}
