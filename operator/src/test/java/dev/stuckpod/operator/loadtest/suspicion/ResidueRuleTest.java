package dev.stuckpod.operator.loadtest.suspicion;

import static dev.stuckpod.operator.loadtest.suspicion.Tape.surroundings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.loadtest.series.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suspected of pods after the load's end, row by row. It is from scrape 8 to 30. */
class ResidueRuleTest {

  private static final int BEGIN = 8;
  private static final int END = 30;
  private static final Duration SETTLE = Duration.ofMinutes(1);

  /** Of a minute of settling, 24 s. */
  private static final int SOON = END + 8;

  private static final int SETTLED = END + 20;
  private static final String HELD = "residue";

  record Row(
      String name,
      IntFunction<String> page,
      @Nullable IntFunction<String> sibling,
      int from,
      int now,
      UnaryOperator<PodFactsBuilder> pod,
      String expected) {

    Row(String name, IntFunction<String> page, Object expected) {
      this(name, page, null, 0, SOON, pod -> pod, expected.toString());
    }

    Row beside(IntFunction<String> other) {
      return new Row(name, page, other, from, now, pod, expected);
    }

    /** The window was opened while the load ran. */
    Row withoutCalm() {
      return new Row(name, page, sibling, BEGIN + 4, now, pod, expected);
    }

    /** Whoever had read it before is gone. */
    Row afterwards() {
      return new Row(name, page, sibling, END + 1, now, pod, expected);
    }

    Row at(int scrape) {
      return new Row(name, page, sibling, from, scrape, pod, expected);
    }

    Row pod(UnaryOperator<PodFactsBuilder> how) {
      return new Row(name, page, sibling, from, now, how, expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Clients come and go with the load, down to a part of them. */
  private static IntFunction<String> hub(int left, int falling) {
    return i ->
        surroundings(i)
            + "clients_num %d\ngoroutines_num %d\nmem_sys_bytes %d\nsent_total %d\n"
                .formatted(
                    clients(i, left, falling),
                    20 + 3 * clients(i, left, falling),
                    i < BEGIN ? 1_000_000 : 90_000_000,
                    100 * Math.min(i, END));
  }

  private static int clients(int i, int left, int falling) {
    if (i < BEGIN) {
      return 0;
    }
    int loaded = Math.min(500, 60 * (i - BEGIN + 1)) - i % 3;
    return i < END ? loaded : Math.max(0, left - falling * (i - END - 1));
  }

  static List<Row> rows() {
    IntFunction<String> frozen = hub(310, 0);
    IntFunction<String> gone = hub(0, 0);
    return List.of(
        new Row("held, low before", frozen, HELD),
        new Row("held, gone on a sibling", frozen, HELD).withoutCalm().beside(gone),
        new Row("all of it held", hub(498, 0), HELD),
        new Row("held, nothing to compare with", frozen, Why.Learning).withoutCalm(),
        new Row("held, nothing to compare with, to the end", frozen, HELD)
            .withoutCalm()
            .at(SETTLED),
        new Row("held on all pods alike, low before", frozen, HELD).beside(frozen),
        new Row("held, being deleted", frozen, HELD).pod(pod -> pod.terminating(true)),
        new Row("held, read only since the load is over", frozen, Why.LoadNotSeen).afterwards(),
        new Row("gone, read only since the load is over", gone, Why.LoadNotSeen).afterwards(),
        new Row(
                "moves by something else since",
                i -> gone.apply(i) + "n %d\n".formatted(i),
                Why.LoadNotSeen)
            .afterwards(),
        new Row("began after the load", i -> gone.apply(i) + "n %d\n".formatted(i), Why.NothingHeld)
            .afterwards()
            .pod(pod -> pod.startedAt(Tape.at(END + 1))),
        new Row("gone", gone, Why.WorkFalls),
        new Row("almost gone", hub(60, 0), Why.WorkFalls),
        new Row("going", hub(490, 9), Why.WorkFalls),
        new Row("just now", frozen, Why.Learning).at(END + 4),
        new Row("not running", frozen, Why.NotRunning).pod(pod -> pod.running(false)),
        new Row(
            "memory alone does not come down",
            i -> surroundings(i) + "mem_sys_bytes %d\n".formatted(i < BEGIN ? 1 : 90_000),
            Why.NothingHeld),
        new Row(
            "a pool keeps its connections",
            i -> gone.apply(i) + "db_connections %d\n".formatted(i < BEGIN ? 0 : Math.min(i, 20)),
            Why.WorkFalls),
        new Row(
            "counters alone",
            i -> surroundings(i) + "sent_total %d\n".formatted(9 * Math.min(i, END)),
            Why.NothingHeld),
        new Row("idle all the time", Tape::surroundings, Why.NothingLively),
        new Row(
            "rose by little",
            i -> surroundings(i) + "workers %d\n".formatted(i < BEGIN ? 100 : 120),
            Why.NothingHeld),
        new Row(
            "rose only after the load",
            i -> surroundings(i) + "compacting %d\n".formatted(i < END + 1 ? 0 : 40),
            Why.NothingHeld));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsThoughtOfAPod(Row row) {
    assertThat(StillnessRuleTest.word(judge(row))).isEqualTo(row.expected());
  }

  @Test
  void itSaysWhatIsHeldAndAgainstWhat() {
    var row = new Row("", hub(310, 0), HELD).beside(hub(0, 0));
    Suspicion suspicion = ((Thought.Suspect) judge(row)).suspicion();
    assertThat(suspicion.since()).isEqualTo(Tape.at(END));
    assertThat(suspicion.message())
        .isEqualTo(
            "24s after the load's end 2 of 2 gauges that rose with it neither fall nor move,"
                + " clients_num among them, while they fell on pod cable-2.");
    assertThat(suspicion.evidence().getFirst().message())
        .isEqualTo("clients_num has stood at 310 for 24s; it is 0 without load.");
  }

  private static Thought judge(Row row) {
    Watched pod =
        Tape.watched(
            row.pod().apply(Tape.pod("cable-1")).build(),
            Tape.play(row.from(), row.now(), _ -> true, ResidueRuleTest::phase, row.page()));
    List<Watched> all = new ArrayList<>(List.of(pod));
    if (row.sibling() != null) {
      all.add(
          Tape.watched(
              Tape.pod("cable-2").build(),
              Tape.play(row.from(), row.now(), _ -> true, ResidueRuleTest::phase, row.sibling())));
    }
    return ResidueRule.judge(pod, all, Tape.at(END), SETTLE, Tape.INTERVAL, Tape.at(row.now()));
  }

  private static Phase phase(int i) {
    if (i < BEGIN) {
      return Phase.Calm;
    }
    return i < END ? Phase.Load : Phase.After;
  }
}
