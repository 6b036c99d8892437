package dev.stuckpod.operator.truth;

import dev.stuckpod.operator.prometheus.Past;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * The metrics of one pod, scraped every 15 seconds. It has 20 connections that are kept without any
 * work, a queue, a loop that turns once a second, and statistics that it refreshes itself.
 *
 * @param name of the pod
 * @param length seconds that it lives, until now
 * @param at seconds before now when it happens
 */
record Life(String name, Shape shape, Happening happening, int length, int at) {

  static final int SCRAPE = 15;
  static final String NAMESPACE = "shop";

  private static final int KEPT = 20;
  private static final int OVERLOAD = 600;
  private static final int GAP = 120;

  /** Since when its container runs, as is known at a time. */
  Instant startedAt(Instant when) {
    Instant begin = Past.NOW.minusSeconds(length + 1L);
    Instant again = Past.NOW.minusSeconds(at);
    return happening == Happening.RESTART && !when.isBefore(again) ? again : begin;
  }

  /** Whether it is there at a time. */
  boolean isThere(Instant when) {
    return happening != Happening.SCALED_IN || when.isBefore(Past.NOW.minusSeconds(at));
  }

  /** Writes its series. */
  void write(Past past) {
    int steps = length / SCRAPE;
    var series = new TreeMap<String, double[]>();
    double in = 1000;
    double out = 1000;
    double cpu = 100;
    double turns = 1000;
    double beat = 0;
    double queue = 0;
    for (int step = 0; step <= steps; step++) {
      int before = length - step * SCRAPE;
      int second = step * SCRAPE;
      boolean happened = before < at;
      boolean stands = happened && happening.isStuck() && happening != Happening.LEFT_OVER;
      double rate =
          happening == Happening.STANDBY || (happened && happening == Happening.LEFT_OVER)
              ? 0
              : shape.rate(second) * (0.9 + 0.2 * noise(second));
      boolean overload = happening == Happening.OVERLOAD && before < at && before > at - OVERLOAD;
      if (happened && happening == Happening.RESTART && before >= at - SCRAPE) {
        in = out = cpu = turns = queue = 0;
      }
      in += rate * SCRAPE * (overload ? 2 : 1);
      double done = stands ? 0 : overload ? rate * SCRAPE : rate * SCRAPE + queue;
      queue = Math.max(0, queue + rate * SCRAPE * (overload ? 2 : 1) - done);
      out += stands && happening == Happening.GREETS ? 0.5 * SCRAPE : done;
      cpu += (stands && happening == Happening.BUSY ? 0.98 : stands ? 0 : rate / 400) * SCRAPE;
      turns += stands && happening != Happening.BLOCKED ? 0 : SCRAPE;
      double now = Past.NOW.getEpochSecond() - before;
      beat = stands && happening != Happening.BLOCKED ? beat : now - now % 30;
      double clients =
          happened && happening.isStuck() ? last(series, "clients", step) : KEPT + 3 * rate;
      put(series, steps, "clients", step, step == 0 ? KEPT : clients);
      put(series, steps, "in_total", step, in);
      put(series, steps, "out_total", step, out);
      put(series, steps, "queue", step, queue);
      put(
          series,
          steps,
          "routines",
          step,
          happened && happening.isStuck()
              ? last(series, "routines", step)
              : 100 + Math.rint(clients + 10 * noise(second + 7)));
      put(series, steps, "cpu_total", step, cpu);
      put(series, steps, "turns_total", step, turns);
      put(series, steps, "beat", step, beat + (happening == Happening.SKEW ? 120 : 0));
      boolean blocked = stands && happening == Happening.BLOCKED;
      put(series, steps, "blocked", step, blocked ? 54 : Math.rint(5 * noise(second + 3)));
      put(series, steps, "threads", step, 60);
      put(series, steps, "up", step, 1);
    }
    series.forEach(
        (metric, values) -> past.series(metric, labels(), length, 0, SCRAPE, at(values)));
  }

  private IntToDoubleFunction at(double[] values) {
    return before -> isScraped(before) ? values[(length - before) / SCRAPE] : Double.NaN;
  }

  private boolean isScraped(int before) {
    return switch (happening) {
      case GAP -> before >= at || before < at - GAP;
      case SCALED_IN -> before >= at;
      default -> true;
    };
  }

  private Map<String, String> labels() {
    return Map.of(
        "namespace", NAMESPACE, "pod", name, "container", "app", "job", "app", "instance", name);
  }

  private static void put(
      Map<String, double[]> series, int steps, String metric, int step, double value) {
    series.computeIfAbsent(metric, _ -> new double[steps + 1])[step] = value;
  }

  private static double last(Map<String, double[]> series, String metric, int step) {
    return Objects.requireNonNull(series.get(metric))[step - 1];
  }

  /** Between 0 and 1, the same for the same second and pod. */
  private double noise(int second) {
    long mixed = (second + 31L * name.hashCode()) * 0x9e3779b97f4a7c15L;
    return (mixed >>> 40) / (double) (1 << 24);
  }
}
