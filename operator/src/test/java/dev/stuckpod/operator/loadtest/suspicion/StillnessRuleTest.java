package dev.stuckpod.operator.loadtest.suspicion;

import static dev.stuckpod.operator.loadtest.suspicion.Tape.surroundings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suspected of pods by their pages, row by row. All freeze at scrape 20, if they do. */
class StillnessRuleTest {

  private static final int FREEZE = 20;

  /** Four scrapes later. */
  private static final int NOW = 24;

  private static final int NEVER = Integer.MAX_VALUE;

  record Row(
      String name,
      IntFunction<String> page,
      @Nullable IntFunction<String> sibling,
      Load load,
      int now,
      UnaryOperator<PodFactsBuilder> pod,
      IntPredicate answered,
      IntFunction<Phase> phase,
      String expected) {

    Row(String name, Load load, IntFunction<String> page, Object expected) {
      this(
          name, page, null, load, NOW, pod -> pod, _ -> true, _ -> Phase.Load, expected.toString());
    }

    Row beside(IntFunction<String> other) {
      return new Row(name, page, other, load, now, pod, answered, phase, expected);
    }

    Row at(int scrape) {
      return new Row(name, page, sibling, load, scrape, pod, answered, phase, expected);
    }

    Row pod(UnaryOperator<PodFactsBuilder> how) {
      return new Row(name, page, sibling, load, now, how, answered, phase, expected);
    }

    Row answered(IntPredicate which) {
      return new Row(name, page, sibling, load, now, pod, which, phase, expected);
    }

    Row phase(IntFunction<Phase> which) {
      return new Row(name, page, sibling, load, now, pod, answered, which, expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String STILL = "metrics";

  /** The server that this project began with, whose hub freezes while pings and POSTs go on. */
  private static IntFunction<String> hub(int freeze, int trickle) {
    return i -> {
      int t = Math.min(i, freeze);
      return surroundings(i)
          + """
          # TYPE hub_clients_num gauge
          hub_clients_num %d
          hub_goroutines_num %d
          hub_mem_sys_bytes 12000000
          hub_broadcast_streams_num 1
          hub_disconnect_queue_size %d
          hub_server_msg_total %d
          hub_client_msg_total %d
          hub_broadcast_msg_total %d
          hub_data_sent_total %d
          """
              .formatted(
                  Math.min(300, 100 * t) + t * 7 % 50,
                  700 + t * 13 % 90,
                  i % 2 + 3 * (i - t),
                  4000L * t + (long) trickle * (i - t),
                  50 * i,
                  20 * i,
                  400_000L * t + 900L * i);
    };
  }

  /** Two counters and a gauge of requests under way. */
  private static IntFunction<String> shop(IntFunction<Integer> done, IntFunction<Integer> open) {
    return i ->
        surroundings(i)
            + "shop_orders_total %d\nshop_items_total %d\nshop_open %d\n"
                .formatted(done.apply(i), 3 * done.apply(i), open.apply(i));
  }

  private static IntFunction<String> counters(IntFunction<Integer> done) {
    return i ->
        surroundings(i)
            + "shop_orders_total %d\nshop_items_total %d\n"
                .formatted(done.apply(i), 3 * done.apply(i));
  }

  private static String many(String name, int count, int value) {
    return IntStream.range(0, count)
        .mapToObj(n -> "%s{n=\"%d\"} %d\n".formatted(name, n, value))
        .collect(Collectors.joining());
  }

  private static int busy(int i) {
    return 30 + i * 7 % 11;
  }

  private static int upTo(int i) {
    return Math.min(i, FREEZE);
  }

  static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.addAll(frozen());
    rows.addAll(alive());
    rows.addAll(gates());
    return rows;
  }

  private static List<Row> frozen() {
    IntFunction<String> frozen = hub(FREEZE, 0);
    IntFunction<String> shop = shop(i -> 100 * upTo(i), i -> busy(upTo(i)));
    return List.of(
        new Row("frozen, the load runs", Load.Running, frozen, STILL),
        new Row("frozen, work is held", Load.Assumed, frozen, STILL),
        new Row("frozen, a sibling goes on", Load.Assumed, frozen, STILL).beside(hub(NEVER, 0)),
        new Row("frozen, each who comes is greeted", Load.Running, hub(FREEZE, 3), STILL),
        new Row("all pods at once, the load runs", Load.Running, frozen, STILL).beside(frozen),
        new Row("a small app, frozen", Load.Running, shop, STILL),
        new Row("counters alone, the load runs", Load.Running, counters(i -> 9 * upTo(i)), STILL),
        new Row(
                "counters alone, a sibling goes on",
                Load.Assumed,
                counters(i -> 9 * upTo(i)),
                STILL)
            .beside(counters(i -> 9 * i)),
        new Row(
            "the gauges' last refresh comes a scrape later",
            Load.Running,
            shop(i -> 100 * upTo(i), i -> busy(Math.min(i, FREEZE + 1))),
            STILL),
        new Row(
            "the only gauge's last refresh comes a scrape later",
            Load.Running,
            i ->
                surroundings(i)
                    + "jobs_total %d\njobs_open %d\n"
                        .formatted(9 * upTo(i), busy(Math.min(i, FREEZE + 1))),
            STILL),
        new Row(
            "refreshed every 5 s",
            Load.Running,
            shop(i -> 100 * (upTo(i) * 3 / 5), i -> busy(upTo(i) * 3 / 5)),
            STILL),
        new Row(
            "clocks go on",
            Load.Running,
            i -> shop.apply(i) + many("uptime_seconds", 7, 3 * i) + many("now_ms", 7, 3000 * i),
            STILL),
        new Row(
                "what moved before the load goes on",
                Load.Running,
                i -> shop.apply(i) + many("cron_total", 7, 7 * i),
                STILL)
            .phase(i -> i < 8 ? Phase.Calm : Phase.Load),
        new Row("8 s are long enough", Load.Running, frozen, STILL).at(FREEZE + 3),
        new Row("for a minute", Load.Running, frozen, STILL).at(FREEZE + 20),
        new Row("a burst came first", Load.Running, counters(i -> 100_000 + 9 * upTo(i)), STILL));
  }

  private static List<Row> alive() {
    return List.of(
        new Row("at work", Load.Running, hub(NEVER, 0), Why.Moves),
        new Row("for 6 s only", Load.Running, hub(FREEZE, 0), Why.Moves).at(FREEZE + 2),
        new Row("idle", Load.Running, Tape::surroundings, Why.NothingLively),
        new Row("idle beside one at work", Load.Running, Tape::surroundings, Why.NothingLively)
            .beside(hub(NEVER, 0)),
        new Row("empty page", Load.Running, _ -> "", Why.NothingLively),
        new Row(
            "slow but alive",
            Load.Running,
            shop(i -> 1000 * upTo(i) + 90 * (i - upTo(i)), i -> 30 + i / 2 % 5),
            Why.Moves),
        new Row(
            "the load has simply ended",
            Load.Assumed,
            shop(i -> 100 * upTo(i), i -> i < FREEZE ? Math.min(busy(i), 20 * i) : 0),
            Why.WorkLetGo),
        new Row(
            "the load has simply ended, its command cleans up",
            Load.Running,
            shop(i -> 100 * upTo(i), i -> i < FREEZE ? Math.min(busy(i), 20 * i) : 0),
            Why.WorkLetGo),
        new Row(
                "no more work comes to this one",
                Load.Running,
                shop(i -> 100 * upTo(i), i -> i < FREEZE ? Math.min(busy(i), 20 * i) : 0),
                Why.WorkLetGo)
            .beside(shop(i -> 100 * i, StillnessRuleTest::busy)),
        new Row(
            "counters stop, nobody sees the load",
            Load.Assumed,
            counters(i -> 9 * upTo(i)),
            Why.LoadMayHaveEnded),
        new Row(
                "counters stop on all pods, nobody sees the load",
                Load.Assumed,
                counters(i -> 9 * upTo(i)),
                Why.LoadMayHaveEnded)
            .beside(counters(i -> 9 * upTo(i))),
        new Row(
            "gauges alone stop",
            Load.Running,
            shop(i -> 100 * i, i -> busy(upTo(i))),
            Why.TooLittle),
        new Row(
            "one counter of many stops",
            Load.Running,
            i -> hub(NEVER, 0).apply(i) + "hub_logins_total %d\n".formatted(5 * upTo(i)),
            Why.TooLittle),
        new Row(
            "two counters of many stop",
            Load.Running,
            i ->
                hub(NEVER, 0).apply(i)
                    + "hub_logins_total %d\nhub_joins_total %d\n"
                        .formatted(5 * upTo(i), 7 * upTo(i)),
            Why.TooLittle),
        new Row(
            "one counter stops, and there is no other",
            Load.Running,
            i -> surroundings(i) + "jobs_total %d\n".formatted(5 * upTo(i)),
            Why.TooLittle),
        new Row(
            "one after the other",
            Load.Running,
            i ->
                surroundings(i)
                    + "a_total %d\nb_total %d\nc_total %d\nd_total %d\n"
                        .formatted(5 * Math.min(i, 12), 5 * Math.min(i, 16), 5 * upTo(i), 5 * i),
            Why.TooLittle),
        new Row(
            "a batch every minute", Load.Running, counters(i -> 500 * (i / 20)), Why.NothingLively),
        new Row(
            "values that are no numbers",
            Load.Running,
            i -> surroundings(i) + "a NaN\nb_total NaN\nc +Inf\n",
            Why.NothingLively),
        new Row(
            "now and then it pauses for 9 s",
            Load.Running,
            counters(i -> 9 * (3 * (i / 6) + Math.min(i % 6, 3))),
            Why.Moves));
  }

  private static List<Row> gates() {
    IntFunction<String> frozen = hub(FREEZE, 0);
    return List.of(
        new Row("no load yet", Load.Calm, frozen, Why.NoLoad),
        new Row("no load any more", Load.Ended, frozen, Why.NoLoad),
        new Row("being deleted", Load.Running, frozen, Why.Terminating)
            .pod(pod -> pod.terminating(true)),
        new Row("never ready", Load.Running, frozen, Why.NeverReady)
            .pod(pod -> pod.wasReady(false)),
        new Row("does not run", Load.Running, frozen, Why.NotRunning)
            .pod(pod -> pod.running(false)),
        new Row("no container yet", Load.Running, frozen, Why.NotRunning)
            .pod(_ -> Tape.unmade("cable-1")),
        new Row("never answered", Load.Running, frozen, Why.NothingRead).answered(_ -> false),
        new Row("read for 24 s", Load.Running, frozen, Why.Learning).answered(i -> i > NOW - 8),
        new Row("not read of late", Load.Running, frozen, Why.NotCovered).answered(i -> i < FREEZE),
        new Row("not read for a while", Load.Running, frozen, Why.NotCovered)
            .answered(i -> i < FREEZE - 4 || i > FREEZE - 1),
        new Row("two answers missing", Load.Running, frozen, STILL)
            .answered(i -> i != FREEZE - 3 && i != FREEZE - 2),
        new Row(
            "counters began anew",
            Load.Running,
            i -> hub(FREEZE, 0).apply(i) + "restarts_total %d\n".formatted(i < 19 ? i : i - 19),
            Why.CounterReset));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsThoughtOfAPod(Row row) {
    assertThat(word(judge(row))).isEqualTo(row.expected());
  }

  @Test
  void itSaysWhatStoppedAndSinceWhen() {
    var row = new Row("", Load.Assumed, hub(FREEZE, 0), STILL).beside(hub(NEVER, 0));
    Suspicion suspicion = ((Thought.Suspect) judge(row)).suspicion();

    assertThat(suspicion.since()).isEqualTo(Tape.at(FREEZE));
    assertThat(suspicion.message())
        .isEqualTo(
            "4 of 7 lively series stopped together, hub_server_msg_total among them, and have stood"
                + " for 12s while pod cable-2 goes on.");
    assertThat(suspicion.evidence())
        .extracting(Evidence::clause, Evidence::metric)
        .contains(tuple("counters", "hub_server_msg_total"), tuple("frozen", "hub_clients_num"));
    assertThat(suspicion.evidence())
        .allSatisfy(one -> assertThat(one.message()).contains("for 12s"));
  }

  @Test
  void whatAnAppHasWrittenIsMadeFit() {
    IntFunction<String> page =
        i ->
            surroundings(i)
                + "a_total{x=\"\u001b[31m\u202e\"} %d\nb_total %d\n".formatted(upTo(i), upTo(i));
    Suspicion suspicion =
        ((Thought.Suspect) judge(new Row("", Load.Running, page, STILL))).suspicion();
    assertThat(suspicion.message() + suspicion.evidence())
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  private static Thought judge(Row row) {
    Watched pod =
        Tape.watched(
            row.pod().apply(Tape.pod("cable-1")).build(),
            Tape.play(0, row.now(), row.answered(), row.phase(), row.page()));
    List<Watched> all = new ArrayList<>(List.of(pod));
    if (row.sibling() != null) {
      PodSeries series = Tape.play(row.now(), row.sibling());
      all.add(Tape.watched(Tape.pod("cable-2").build(), series));
    }
    Instant now = Tape.at(row.now());
    return StillnessRule.judge(pod, all, row.load(), Tape.INTERVAL, now);
  }

  static String word(Thought thought) {
    return switch (thought) {
      case Thought.Suspect suspect -> suspect.suspicion().noticedBy().word();
      case Thought.Clear clear -> clear.why().toString();
    };
  }
}
