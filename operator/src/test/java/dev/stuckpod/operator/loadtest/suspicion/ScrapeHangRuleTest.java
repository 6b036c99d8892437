package dev.stuckpod.operator.loadtest.suspicion;

import static dev.stuckpod.operator.readings.DirectScrape.Answered;
import static dev.stuckpod.operator.readings.DirectScrape.Refused;
import static dev.stuckpod.operator.readings.DirectScrape.TimedOut;
import static dev.stuckpod.operator.readings.DirectScrape.Unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.DirectScrape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suspected of pods by how their scrapes fare, row by row. */
class ScrapeHangRuleTest {

  record Row(
      String name, List<DirectScrape> own, List<DirectScrape> other, String node, Object expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<DirectScrape> FINE = List.of(Answered, Answered);
  private static final List<DirectScrape> HANGS = List.of(Answered, TimedOut, TimedOut, TimedOut);

  static List<Row> rows() {
    return List.of(
        new Row("hangs", HANGS, FINE, "n1", "scrape-hang"),
        new Row("hangs, and so does one elsewhere", HANGS, HANGS, "n2", "scrape-hang"),
        new Row("its whole node hangs", HANGS, HANGS, "n1", Why.NodeSuspected),
        new Row(
            "the other never answered", HANGS, List.of(TimedOut, TimedOut), "n1", "scrape-hang"),
        new Row("answers", FINE, FINE, "n1", Why.Answered),
        new Row("twice", List.of(Answered, TimedOut, TimedOut), FINE, "n1", Why.NotOftenEnough),
        new Row(
            "not in a row",
            List.of(Answered, TimedOut, TimedOut, Answered, TimedOut),
            FINE,
            "n1",
            Why.NotOftenEnough),
        new Row(
            "refused in between",
            List.of(Answered, TimedOut, TimedOut, Refused, TimedOut),
            FINE,
            "n1",
            Why.NotOftenEnough),
        new Row(
            "unreachable is not how a pod hangs",
            List.of(Answered, Unreachable, Unreachable, Unreachable),
            FINE,
            "n1",
            Why.Answered),
        new Row(
            "never answered: not a metrics' port",
            List.of(TimedOut, TimedOut, TimedOut, TimedOut),
            FINE,
            "n1",
            Why.NothingRead),
        new Row("not scraped", List.of(), FINE, "n1", Why.NothingRead));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsThoughtOfAPod(Row row) {
    Watched pod = new Watched(Tape.pod("a").build(), null, tally(row.own()));
    Watched other = new Watched(Tape.pod("b").node(row.node()).build(), null, tally(row.other()));
    Thought thought = ScrapeHangRule.judge(pod, List.of(pod, other), Tape.at(9));
    assertThat(StillnessRuleTest.word(thought)).isEqualTo(row.expected().toString());
    if (thought instanceof Thought.Suspect(Suspicion suspicion)) {
      assertThat(suspicion.since()).isEqualTo(Tape.at(1));
      assertThat(suspicion.message())
          .isEqualTo("3 scrapes in a row were let in and not answered, since 24s ago.");
    }
  }

  private static ScrapeTally tally(List<DirectScrape> scrapes) {
    ScrapeTally tally = ScrapeTally.NONE;
    for (int i = 0; i < scrapes.size(); i++) {
      tally = tally.next(scrapes.get(i), Tape.at(i));
    }
    return tally;
  }
}
