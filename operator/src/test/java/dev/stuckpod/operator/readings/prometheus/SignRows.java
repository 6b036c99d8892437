package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.prometheus.Past;
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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Pasts for each sign that a rule may look for, each with one that only looks like it. */
final class SignRows {

  private static final double NOW = Past.NOW.getEpochSecond();
  private static final Metric A = Metric.of("a", null);
  private static final Metric B = Metric.of("b_total", null);

  private static final Rule.Clauses BEAT =
      rule(Kind.Heartbeat, List.of(), new Sign.Older(A, Duration.ofMinutes(1)));
  private static final Rule.Clauses TURNS = rule(Kind.Heartbeat, List.of(), new Sign.Stopped(B));
  private static final Rule.Clauses QUEUE =
      rule(Kind.QueueGrows, List.of(new Counter.AtMost(B, 0)), new Sign.Grows(A, 10));
  private static final Rule.Clauses BUSY =
      rule(
          Kind.BusyNoProgress,
          List.of(new Counter.AtMost(B, 0)),
          new Sign.AtLeast(Metric.of("cpu_total", null), 0.9));
  private static final Rule.Clauses SHARE =
      rule(
          Kind.Threads,
          List.of(),
          new Sign.Share(
              Metric.of("threads", Map.of("state", "blocked")), Metric.of("all", null), 0.8));
  private static final Rule.Clauses RESIDUE =
      new Rule.Clauses(
          "residue",
          Kind.Residue,
          Duration.ofMinutes(1),
          List.of(new Load(A, 10)),
          List.of(),
          List.of(new Sign.Stopped(B)),
          List.of(A));

  private SignRows() {}

  static List<Row> rows() {
    return List.of(
        row(
            "last beat long ago",
            BEAT,
            w -> w.write("a", at -> NOW - 90),
            "Stuck",
            Reason.HeartbeatMissed,
            "1m30s ago"),
        row(
            "beats",
            BEAT,
            w -> w.write("a", at -> NOW - at),
            "Progressing",
            Reason.HeartbeatSeen,
            "0s ago"),
        row(
            "one of two workers beats",
            BEAT,
            w -> {
              w.write("a", Map.of("worker", "1"), at -> NOW - 90);
              w.write("a", Map.of("worker", "2"), at -> NOW - at);
            },
            "Progressing",
            Reason.HeartbeatSeen,
            "0s ago"),
        row(
            "beats, and its clock is two minutes behind",
            BEAT,
            w -> w.write("a", at -> NOW - at - 120),
            "Progressing",
            Reason.HeartbeatSeen,
            "its clock is behind"),
        row(
            "beats no more, and its clock is two minutes behind",
            BEAT,
            w -> w.write("a", at -> NOW - Math.max(at, 120) - 120),
            "Stuck",
            Reason.HeartbeatMissed,
            "4m ago"),
        row(
            "beats, and its clock is two minutes ahead",
            BEAT,
            w -> w.write("a", at -> NOW - at + 120),
            "Unknown",
            Reason.ClocksDiffer,
            "let the clocks agree"),
        row(
            "beats in milliseconds",
            BEAT,
            w -> w.write("a", at -> (NOW - at) * 1000),
            "Unknown",
            Reason.ClocksDiffer,
            "seconds since 1970"),
        row(
            "never a beat",
            BEAT,
            w -> w.write("a", at -> 0),
            "Unknown",
            Reason.NeverCounted,
            "no time"),
        row(
            "turns no more",
            TURNS,
            w -> w.write("b_total", SignRows::stopped),
            "Stuck",
            Reason.HeartbeatMissed,
            "stood at"),
        row(
            "turns",
            TURNS,
            w -> w.write("b_total", SignRows::growing),
            "Progressing",
            Reason.CounterMoves,
            "10/s"),
        row(
            "has never turned",
            TURNS,
            w -> w.write("b_total", at -> 0),
            "Unknown",
            Reason.NeverCounted,
            "not counted"),
        row(
            "queue grows",
            QUEUE,
            queue(at -> 1000 - at, SignRows::stopped),
            "Stuck",
            Reason.QueueGrows,
            "from 940 to 1000"),
        row(
            "queue grows and is worked off",
            QUEUE,
            queue(at -> 1000 - at, SignRows::growing),
            "Progressing",
            Reason.CounterMoves,
            "10/s"),
        row(
            "queue was empty meanwhile",
            QUEUE,
            queue(at -> at == 30 ? 0 : 1000 - at, SignRows::stopped),
            "Progressing",
            Reason.QueueDrains,
            "least was 0"),
        row(
            "queue is always full",
            QUEUE,
            queue(at -> 1000, SignRows::stopped),
            "Progressing",
            Reason.QueueDrains,
            "from 1000 to 1000"),
        row(
            "busy with nothing",
            BUSY,
            busy(0.97, SignRows::stopped),
            "Stuck",
            Reason.BusyNoProgress,
            "at least 0.9"),
        row(
            "busy and works",
            BUSY,
            busy(0.97, SignRows::growing),
            "Progressing",
            Reason.CounterMoves,
            "10/s"),
        row(
            "idle and does nothing",
            BUSY,
            busy(0.02, SignRows::stopped),
            "Progressing",
            Reason.NotBusy,
            "0.02/s"),
        row(
            "most threads are blocked",
            SHARE,
            threads(at -> 45),
            "Stuck",
            Reason.ThreadsStuck,
            "part of 0.9"),
        row(
            "most threads were blocked for a moment",
            SHARE,
            threads(at -> at == 20 ? 45 : 3),
            "Progressing",
            Reason.ThreadsRun,
            "part of 0.06"),
        row(
            "left over after a load",
            RESIDUE,
            left(at -> at > 100 ? 500 + at % 50 : 400, SignRows::stopped),
            "Stuck",
            Reason.Residue,
            "b_total stood"),
        row(
            "goes down after a load",
            RESIDUE,
            left(at -> 100 + at, SignRows::stopped),
            "Progressing",
            Reason.GaugeMoves,
            "changed"),
        row(
            "kept connections of a pod that never had a load",
            RESIDUE,
            left(at -> at > 100 ? 500 + at % 50 : 400, at -> 0),
            "Unknown",
            Reason.NeverCounted,
            "not counted"),
        row(
            "held while requests come",
            RESIDUE,
            left(at -> at > 100 ? 500 + at % 50 : 400, SignRows::growing),
            "Progressing",
            Reason.CounterMoves,
            "10/s"));
  }

  private static Row row(
      String name,
      Rule.Clauses rule,
      Consumer<Writer> past,
      String value,
      Reason reason,
      String says) {
    return new Row(
            rule.kind() + ": " + name,
            w -> {
              w.up("hub", at -> 1);
              past.accept(w);
            },
            value,
            reason,
            says)
        .with(rule);
  }

  private static Consumer<Writer> queue(IntToDoubleFunction waiting, IntToDoubleFunction out) {
    return w -> w.write("a", waiting).write("b_total", out);
  }

  private static Consumer<Writer> busy(double cores, IntToDoubleFunction out) {
    return w -> w.write("cpu_total", at -> 1e5 - cores * at).write("b_total", out);
  }

  private static Consumer<Writer> threads(IntToDoubleFunction blocked) {
    return w -> {
      w.write("threads", Map.of("state", "blocked"), blocked);
      w.write("threads", Map.of("state", "runnable"), at -> 5);
      w.write("all", at -> 50);
    };
  }

  private static Consumer<Writer> left(IntToDoubleFunction held, IntToDoubleFunction in) {
    return w -> w.write("a", held).write("b_total", in);
  }

  private static double stopped(int before) {
    return 1e6 - 10 * Math.max(before, 120);
  }

  private static double growing(int before) {
    return 1e6 - 10 * before;
  }

  private static Rule.Clauses rule(Kind kind, List<Counter> counters, Sign sign) {
    return new Rule.Clauses(
        "rule", kind, Duration.ofMinutes(1), List.of(), counters, List.of(sign), List.of());
  }
}
