package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    Groups stuck =
        Groups.of(Small.explain(Small.go(WORKER, WORKER.replace("ne 7", "ne 6"), READER)));

    assertThat(stuck.beyond(List.of(), 8))
        .containsExactly("2 chan send: main.(*hub).deliver", "1 chan receive: main.(*feed).read");
    assertThat(stuck.beyond(List.of(), 1)).containsExactly("2 chan send: main.(*hub).deliver");
  }

  @Test
  void anotherBuildAnotherTimeAndAnotherNumberAreTheSameGroup() throws Exception {
    Groups stuck = Groups.of(Small.explain(Small.go(WORKER, READER)));

    assertThat(stuck.beyond(Groups.of(Small.explain(Small.go(OTHER))).names(), 8))
        .containsExactly("1 chan receive: main.(*feed).read");
    assertThat(
            stuck.beyond(
                Groups.of(Small.explain(Small.go(OTHER, READER.replace("func2", "func5")))).names(),
                8))
        .isEmpty();
  }
}
