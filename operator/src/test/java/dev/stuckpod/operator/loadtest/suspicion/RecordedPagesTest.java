package dev.stuckpod.operator.loadtest.suspicion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.room.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages that a real server gave every 3 s, e2e's hub, before, while and after clients came to it.
 * In one recording most leave at once while broadcasts go on, and it freezes; users go on to
 * connect, and are greeted. In the other they leave one after the other, and it does not.
 */
class RecordedPagesTest {

  /** The first page with a load, of both recordings. */
  private static final int BEGIN = 4;

  /** The last page on which messages went out as they should. */
  private static final int FROZEN = 20;

  /** The last page of the other with a load. */
  private static final int ENDED = 26;

  @ParameterizedTest
  @EnumSource(
      value = Load.class,
      names = {"Running", "Assumed"})
  void aServerThatFreezesIsSuspectedSoonAndNotBefore(Load load) throws IOException {
    List<String> pages = pages("hub-freezes.txt");
    var suspected = new ArrayList<Integer>();
    for (int now = 0; now < pages.size(); now++) {
      if (stillness(pages, now, load, BEGIN, Integer.MAX_VALUE) instanceof Thought.Suspect) {
        suspected.add(now);
      }
    }
    assertThat(suspected).first().isEqualTo(FROZEN + 3);
    assertThat(suspected).contains(pages.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Load.class,
      names = {"Running", "Assumed"})
  void aServerWhoseLoadEndsIsNotSuspected(Load load) throws IOException {
    List<String> pages = pages("hub-load-ends.txt");
    for (int now = 0; now < pages.size(); now++) {
      assertThat(stillness(pages, now, load, BEGIN, Integer.MAX_VALUE))
          .as("page %d", now)
          .isInstanceOf(Thought.Clear.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BEGIN, 0})
  void workThatIsLeftAfterTheLoadIsSuspectedWhereItIsHeldOnly(int calm) throws IOException {
    List<String> frozen = pages("hub-freezes.txt");
    assertThat(residue(frozen, FROZEN + 1, frozen.size() - 1, calm))
        .isInstanceOf(Thought.Suspect.class);

    List<String> ended = pages("hub-load-ends.txt");
    for (int now = ENDED + 1; now < ended.size(); now++) {
      assertThat(residue(ended, ENDED + 1, now, calm))
          .as("page %d", now)
          .isInstanceOf(Thought.Clear.class);
    }
  }

  private static Thought stillness(List<String> pages, int now, Load load, int begin, int end)
      throws IOException {
    Watched pod = watched(pages, now, begin, end);
    return StillnessRule.judge(pod, List.of(pod), load, Tape.INTERVAL, Tape.at(now));
  }

  private static Thought residue(List<String> pages, int end, int now, int begin)
      throws IOException {
    Watched pod = watched(pages, now, begin, end);
    return ResidueRule.judge(
        pod, List.of(pod), Tape.at(end), Duration.ofSeconds(30), Tape.INTERVAL, Tape.at(now));
  }

  private static Watched watched(List<String> pages, int now, int begin, int end)
      throws IOException {
    var series = new PodSeries(new Budget(1000, 1000));
    for (int i = 0; i <= now; i++) {
      series.begin();
      byte[] page = pages.get(i).getBytes(StandardCharsets.UTF_8);
      Exposition.read(new ByteArrayInputStream(page), series);
      Phase loaded = i < end ? Phase.Load : Phase.After;
      series.commit(Tape.at(i), i < begin ? Phase.Calm : loaded);
    }
    return Tape.watched(Tape.pod("hub").build(), series);
  }

  private static List<String> pages(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RecordedPagesTest.class.getResourceAsStream(name))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> pages = List.of(all.split("(?m)^# page .*\n"));
      return pages.subList(1, pages.size());
    }
  }
}
