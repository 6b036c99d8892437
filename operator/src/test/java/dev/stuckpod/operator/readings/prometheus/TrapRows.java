package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Row;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Writer;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Rule.Kind;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Metrics that are taken for what they are not, and threads that are deadlocked or climb. */
final class TrapRows {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Metric HELD = Metric.of("held", null);
  private static final Metric OUT = Metric.of("out_total", null);

  private static final Rule.Clauses STANDS =
      new Rule.Clauses(
          "stands",
          WINDOW,
          List.of(new Load(HELD, 10)),
          List.of(new Counter.AtMost(OUT, 0)),
          List.of());
  private static final Rule.Clauses WAITED =
      rule(
          Kind.BusyNoProgress,
          List.of(),
          List.of(new Counter.AtMost(OUT, 0)),
          List.of(new Sign.AtLeast(Metric.of("go_sync_mutex_wait_total_seconds_total", null), 1)));
  private static final Rule.Clauses DEADLOCKED =
      rule(
          Kind.Threads,
          List.of(new Load(Metric.of("jvm_threads_deadlocked", null), 0)),
          List.of(),
          List.of());
  private static final Rule.Clauses CLIMBING =
      rule(
          Kind.Threads,
          List.of(),
          List.of(new Counter.AtMost(OUT, 0)),
          List.of(new Sign.Grows(Metric.of("go_goroutines", null), 50)));

  private TrapRows() {}

  static List<Row> rows() {
    return List.of(
        row(
            "pings are counted, too, and hide that everything else stands",
            STANDS,
            w -> w.write("held", _ -> 500).write("out_total", before -> 1e6 - 600.0 * before),
            "Progressing",
            Reason.CounterMoves,
            "600/s"),
        row(
            "time waited for locks is added when a wait has ended: a deadlock adds none",
            WAITED,
            w ->
                w.write("go_sync_mutex_wait_total_seconds_total", TrapRows::stopped)
                    .write("out_total", TrapRows::stopped),
            "Progressing",
            Reason.NotBusy,
            "0/s"),
        row(
            "the page is empty: it is up and has no series",
            STANDS,
            _ -> {},
            "Unknown",
            Reason.MetricAbsent,
            "held has no series"),
        row(
            "one of its metrics has vanished",
            STANDS,
            w ->
                w.write("held", _ -> 500)
                    .write("out_total", before -> before < 30 ? Double.NaN : stopped(before)),
            "Unknown",
            Reason.WindowNotCovered,
            "out_total has"),
        row(
            "two threads are deadlocked",
            DEADLOCKED,
            w -> w.write("jvm_threads_deadlocked", before -> before < 120 ? 2 : 0),
            "Stuck",
            Reason.ThreadsStuck,
            "stayed at 2"),
        row(
            "no thread is deadlocked",
            DEADLOCKED,
            w -> w.write("jvm_threads_deadlocked", _ -> 0),
            "Progressing",
            Reason.Idle,
            "as low as 0"),
        row(
            "threads were deadlocked, and one gave up",
            DEADLOCKED,
            w -> w.write("jvm_threads_deadlocked", before -> before < 30 ? 0 : 2),
            "Progressing",
            Reason.Idle,
            "as low as 0"),
        row(
            "goroutines climb and nothing comes out",
            CLIMBING,
            w ->
                w.write("go_goroutines", before -> 9000 - 10 * before)
                    .write("out_total", TrapRows::stopped),
            "Stuck",
            Reason.ThreadsStuck,
            "from 8400 to 9000"),
        row(
            "goroutines climb with the work that is done",
            CLIMBING,
            w ->
                w.write("go_goroutines", before -> 9000 - 10 * before)
                    .write("out_total", before -> 1e6 - before),
            "Progressing",
            Reason.CounterMoves,
            "1/s"),
        row(
            "many goroutines, no more than before, and idle",
            CLIMBING,
            w ->
                w.write("go_goroutines", before -> 9000 + before % 7)
                    .write("out_total", TrapRows::stopped),
            "Progressing",
            Reason.QueueDrains,
            "least was 9000"));
  }

  private static double stopped(int before) {
    return 1e6 - 10 * Math.max(before, 120);
  }

  private static Row row(
      String name,
      Rule.Clauses rule,
      Consumer<Writer> past,
      String value,
      Reason reason,
      String says) {
    IntToDoubleFunction up = _ -> 1;
    return new Row(
            name,
            w -> {
              w.up("hub", up);
              past.accept(w);
            },
            value,
            reason,
            says)
        .with(rule);
  }

  private static Rule.Clauses rule(
      Kind kind, List<Load> load, List<Counter> counters, List<Sign> signs) {
    return new Rule.Clauses("rule", kind, WINDOW, load, counters, signs, List.of());
  }
}
