package dev.stuckpod.operator.truth;

import static dev.stuckpod.operator.truth.Happening.Part.LOOP;
import static dev.stuckpod.operator.truth.Happening.Part.STATISTICS;
import static dev.stuckpod.operator.truth.Happening.Part.WORK;

import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.truth.Happening.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of one pod, scraped every 15 seconds. It has 20 connections that are kept without any
 * work, a queue, two loops that turn once a second each, and statistics that it refreshes itself. A
 * series that ends has no mark of its end: what was last is seen for five minutes more.
 */
final class Metrics {

  private static final int SCRAPE = Life.SCRAPE;
  private static final int KEPT = 20;

  /** Requests a second that it can do. */
  private static final double CAN = 150;

  private static final int OVERLOAD = 600;
  private static final int DRAINED = 20;
  private static final int STAYING = 60;

  private record Name(String metric, Map<String, String> more) {}

  private final Life life;
  private final Happening happening;
  private final int steps;
  private final Map<Name, double[]> series = new HashMap<>();
  private double in;
  private double out;
  private double queue;
  private double cpu;
  private double turns;
  private double turnsOfOther;
  private double beat;
  private double clients;
  private double routines;
  private double climbed;

  private Metrics(Life life) {
    this.life = life;
    happening = life.happening();
    steps = life.length() / SCRAPE;
    if (life.length() > life.at()) {
      in = out = turns = turnsOfOther = 1000;
      cpu = 100;
    }
  }

  /** Writes the series of a pod. */
  static void write(Life life, Past past) {
    var metrics = new Metrics(life);
    for (int step = 0; step <= metrics.steps; step++) {
      int before = life.length() - step * SCRAPE;
      metrics.live(step, before);
      metrics.scrape(step, before);
    }
    metrics.series.forEach(
        (name, values) -> {
          var labels = new TreeMap<>(name.more());
          labels.putAll(
              Map.of(
                  "namespace",
                  Life.NAMESPACE,
                  "pod",
                  life.name(),
                  "container",
                  "app",
                  "job",
                  "app",
                  "instance",
                  life.name()));
          past.series(
              name.metric(),
              labels,
              life.length(),
              0,
              SCRAPE,
              before -> values[(life.length() - before) / SCRAPE]);
        });
  }

  /** Goes on to the time of the next scrape. */
  private void live(int step, int before) {
    int second = step * SCRAPE;
    boolean happened = before < life.at();
    if (isAnew(before)) {
      in = out = cpu = turns = turnsOfOther = queue = 0;
    }
    if (happening == Happening.JOB) {
      job(step);
    } else {
      serve(second, before, happened);
    }
    double now = Past.NOW.getEpochSecond() - before;
    turns += moved(LOOP, before);
    turnsOfOther += happened && happening == Happening.HALF ? 0 : moved(LOOP, before);
    double beaten = now - SCRAPE + moved(LOOP, before);
    beat = moved(LOOP, before) > 0 ? beaten - beaten % 30 : beat;
    if (moved(STATISTICS, before) > 0) {
      routines = 100 + Math.rint(clients + climbed + 10 * noise(second + 7));
    }
  }

  private boolean isAnew(int before) {
    boolean first = before < life.at() && before >= life.at() - SCRAPE;
    return first && (happening == Happening.RESTART || happening == Happening.RESET);
  }

  private void serve(int second, int before, boolean happened) {
    boolean ended = happening == Happening.IDLE || happening == Happening.LEFT_OVER;
    double share = happened && ended ? 0 : life.share().applyAsDouble(before);
    double rate = life.shape().rate(second) * (0.9 + 0.2 * noise(second)) * share;
    boolean overload = happened && before > life.at() - OVERLOAD;
    boolean over = overload && happening == Happening.OVERLOAD;
    double come = rate * SCRAPE * (over ? 2 : 1);
    in += come;
    double can = (over ? rate : CAN) * moved(WORK, before);
    double done = Math.min(queue + come, can);
    queue += come - done;
    out += done;
    if (happened && happening == Happening.GREETS) {
      out += 0.5 * SCRAPE;
    }
    boolean climbs = happened && happening == Happening.CLIMBS;
    climbed += climbs ? come : 0;
    boolean busy = happened && happening == Happening.BUSY;
    cpu += busy ? 0.98 * SCRAPE : done / 400;
    if (moved(STATISTICS, before) > 0) {
      clients = isDraining(before) ? drained(before) : KEPT + 3 * rate;
    }
  }

  private boolean isDraining(int before) {
    return life.deleted() != 0 && before < life.deleted();
  }

  private double drained(int before) {
    double left = Math.max(0, 1 - (life.deleted() - before) / (double) DRAINED);
    int staying = happening == Happening.DRAINS ? STAYING : 0;
    return Math.max(staying, Math.rint((KEPT + 150) * left));
  }

  /** Three thousand items of its own; it has forty connections to a database. */
  private void job(int step) {
    in = 3000;
    queue = Math.max(0, 3000 - 5.5 * SCRAPE * step);
    out = 3000 - queue;
    cpu += 0.95 * SCRAPE;
    clients = 40;
  }

  /** For how many of the last 15 seconds a part of it did something. */
  private double moved(Part part, int before) {
    boolean stopped = before < life.at() && happening.stops(part);
    return stopped ? Math.clamp(before + SCRAPE - life.at(), 0, SCRAPE) : SCRAPE;
  }

  private void scrape(int step, int before) {
    boolean happened = before < life.at();
    boolean answers = life.answers(before);
    put(step, before, "up", answers ? 1 : 0);
    if (!answers) {
      return;
    }
    put(step, before, "clients", clients);
    // absent until they are incremented
    put(step, before, "in_total", in > 0 ? in : Double.NaN);
    put(step, before, "out_total", out > 0 ? out : Double.NaN);
    put(step, before, "queue", queue);
    put(step, before, "routines", routines);
    put(step, before, "cpu_total", cpu);
    put(step, before, new Name("turns_total", Map.of("loop", "a")), turns);
    put(step, before, new Name("turns_total", Map.of("loop", "b")), turnsOfOther);
    double ahead = happening == Happening.AHEAD ? 120 : happening == Happening.BEHIND ? -120 : 0;
    put(step, before, "beat", beat + ahead);
    boolean blocked = happened && happening == Happening.BLOCKED;
    put(step, before, "blocked", blocked ? 54 : Math.rint(5 * noise(step * SCRAPE + 3)));
    put(step, before, "threads", 60);
    put(step, before, "deadlocked", happened && happening == Happening.DEADLOCKED ? 2 : 0);
  }

  private void put(int step, int before, String metric, double value) {
    put(step, before, new Name(metric, Map.of()), value);
  }

  private void put(int step, int before, Name name, double value) {
    double[] values =
        series.computeIfAbsent(
            name,
            _ -> {
              var none = new double[steps + 1];
              Arrays.fill(none, Double.NaN);
              return none;
            });
    values[step] = life.isScraped(before) ? value : Double.NaN;
  }

  /** Between 0 and 1, the same for the same second and pod. */
  private double noise(int second) {
    long mixed = (second + 31L * life.name().hashCode()) * 0x9e3779b97f4a7c15L;
    return (mixed >>> 40) / (double) (1 << 24);
  }
}
