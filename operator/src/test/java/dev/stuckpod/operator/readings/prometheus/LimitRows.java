package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Row;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Writer;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Pasts of who uses CPU, by what each container may use, or by cores. */
final class LimitRows {

  private static final String CPU = "cpu_total";
  private static final String DONE = "b_total";

  private static final Rule.Clauses OF_LIMIT = busy(new Sign.OfLimit(Metric.of(CPU, null), 0.9));
  private static final Rule.Clauses CORES = busy(new Sign.AtLeast(Metric.of(CPU, null), 0.9));

  private LimitRows() {}

  static List<Row> rows() {
    return List.of(
        row("at a limit of 1500m", uses(1.46, LimitRows::stopped), "Stuck", "CPU limit of 1.5")
            .limited(1500),
        row("at half a core", uses(0.49, LimitRows::stopped), "Stuck", "at least 0.45")
            .limited(500),
        row("a third of what its sibling may use", uses(0.3, LimitRows::stopped), "Stuck", "0.27")
            .limited(300),
        row("at the limit, and works", uses(0.49, LimitRows::growing), "Progressing", "10/s")
            .limited(500),
        row("a whole core of one and a half", uses(0.97, LimitRows::stopped), "Progressing", "1.35")
            .limited(1500),
        row("no limit", uses(0.97, LimitRows::stopped), "Unknown", "give it one (resources"),
        row("more than its limit", uses(0.97, LimitRows::stopped), "Unknown", "was higher then")
            .limited(500),
        row("CPU in milliseconds", uses(20, LimitRows::stopped), "Unknown", "not in seconds")
            .limited(1000),
        row("its CPU counted anew", LimitRows::begunAnew, "Stuck", "at least 0.45").limited(500),
        row(
                "another container of the pod uses the CPU",
                w -> {
                  w.up("hub", _ -> 1).write(CPU, at -> 1e5 - 0.02 * at);
                  w.write(DONE, LimitRows::stopped);
                  w.job("other", "10.0.0.1:8000").container("other").up("hub", _ -> 1);
                  w.write(CPU, at -> 1e5 - 0.97 * at).write(DONE, LimitRows::stopped);
                },
                "Progressing",
                "0.02/s")
            .limited(1000),
        row(
                "idle, a series of its CPU has just come",
                LimitRows::idle,
                "Progressing",
                "from 0.9 on")
            .limited(1000),
        row("idle, a series of its CPU has just come: cores", LimitRows::idle, "Progressing", "")
            .with(CORES));
  }

  private static Row row(String name, Consumer<Writer> past, String value, String says) {
    return new Row("Of a limit: " + name, past, value, reason(value, says), says).with(OF_LIMIT);
  }

  private static Reason reason(String value, String says) {
    return switch (value) {
      case "Stuck" -> Reason.BusyNoProgress;
      case "Progressing" -> says.equals("10/s") ? Reason.CounterMoves : Reason.NotBusy;
      default -> says.startsWith("give") ? Reason.NoCpuLimit : Reason.CpuAboveLimit;
    };
  }

  private static Consumer<Writer> uses(double cores, IntToDoubleFunction done) {
    return w -> w.up("hub", _ -> 1).write(CPU, at -> 1e5 - cores * at).write(DONE, done);
  }

  /** A process within the container that was started again by another. */
  private static void begunAnew(Writer w) {
    w.up("hub", _ -> 1).write(CPU, at -> at > 30 ? 1e5 - at / 2.0 : (30 - at) / 2.0);
    w.write(DONE, LimitRows::stopped);
  }

  /** In its life it has used more than a window's time, and has not been asked to do anything. */
  private static void idle(Writer w) {
    w.up("hub", _ -> 1).write(CPU, at -> at < 55 ? 300 - 0.01 * at : Double.NaN);
    w.write(DONE, _ -> 0);
  }

  private static double stopped(int before) {
    return 1e6 - 10 * Math.max(before, 120);
  }

  private static double growing(int before) {
    return 1e6 - 10 * before;
  }

  private static Rule.Clauses busy(Sign sign) {
    return new Rule.Clauses(
        "busy",
        Rule.Kind.BusyNoProgress,
        Duration.ofMinutes(1),
        List.of(),
        List.of(new Counter.AtMost(Metric.of(DONE, null), 0)),
        List.of(sign),
        List.of());
  }
}
