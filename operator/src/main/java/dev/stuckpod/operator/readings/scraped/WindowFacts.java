package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.rules.Rule.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a metric's series come to over a window: what Prometheus would answer to the same question,
 * had it scraped at the same times. Pure.
 */
final class WindowFacts {

  /** A value that is older is none, as for Prometheus. */
  private static final long LOOKBACK = Duration.ofMinutes(5).toMillis();

  /** From an edge that is farther from the samples than this part of their distance, only half. */
  private static final double FAR = 1.1;

  private final Timeline times;
  private final long from;
  private final long at;

  /** The last scrape until the window began. */
  private final int then;

  /** The last scrape of all. */
  private final int now;

  WindowFacts(Timeline times, Duration window, Instant at) {
    this.times = times;
    this.at = at.toEpochMilli();
    this.from = this.at - window.toMillis();
    this.then = times.lastUntil(from);
    this.now = times.lastUntil(this.at);
  }

  /** Whether a metric was looked for only after the window began. */
  boolean isFilling(MetricRing ring) {
    return then < times.first() || !ring.wasSoughtAt(then);
  }

  /** The scrape by which a value at a time is told; -1 where there is none. */
  static int seenAt(Timeline times, Instant at) {
    long millis = at.toEpochMilli();
    int n = times.lastUntil(millis);
    return n < times.first() || millis - times.at(n) > LOOKBACK ? -1 : n;
  }

  /** The sum of all series at a time; NaN where there was none. */
  static double sum(Timeline times, MetricRing ring, Instant at) {
    int n = seenAt(times, at);
    double sum = Double.NaN;
    for (int series = 0; n >= 0 && series < ring.size(); series++) {
      double value = ring.value(series, times.slot(n));
      sum = Double.isNaN(value) ? sum : Double.isNaN(sum) ? value : sum + value;
    }
    return sum;
  }

  /**
   * Facts of a metric.
   *
   * @param roles in which the rule uses it
   */
  Facts of(MetricRing ring, Set<Role> roles) {
    Map<Fact, Double> facts = new EnumMap<>(Fact.class);
    for (int series = 0; series < ring.size(); series++) {
      of(ring, series, roles, facts);
    }
    if (facts.containsKey(Fact.Count)) {
      facts.put(Fact.Up, times.answered(now) ? 1.0 : 0.0);
    }
    return new Facts(facts);
  }

  /**
   * Facts of the target.
   *
   * @param ring of the rule's first metric, by which gaps are told
   */
  Facts target(MetricRing ring, Facts first, Duration interval) {
    Map<Fact, Double> facts = new EnumMap<>(Fact.class);
    facts.putAll(first.values());
    facts.put(Fact.Interval, interval.toMillis() / 1000.0);
    if (now >= times.first() && now >= 0) {
      facts.put(Fact.Scraped, times.answered(now) ? 1.0 : 0.0);
    }
    facts.put(Fact.Gap, gap(ring) / 1000.0);
    return new Facts(facts);
  }

  private void of(MetricRing ring, int series, Set<Role> roles, Map<Fact, Double> facts) {
    var seen = new Seen(ring, series);
    boolean isNow = !Double.isNaN(seen.now);
    boolean wasThen = !Double.isNaN(seen.then);
    if (seen.count > 0) {
      facts.merge(Fact.Count, (double) seen.count, Math::max);
    }
    if (isNow) {
      sum(facts, Fact.Value, seen.now);
    }
    if (isNow && wasThen && (roles.contains(Role.Load) || roles.contains(Role.Queue))) {
      sum(facts, Fact.Min, seen.least);
    }
    if (wasThen && roles.contains(Role.Queue)) {
      sum(facts, Fact.Then, seen.then);
    }
    if (isNow && roles.contains(Role.Beat)) {
      facts.merge(Fact.Newest, seen.now, Math::max);
    }
    if (seen.count > 0 && roles.contains(Role.Whole)) {
      sum(facts, Fact.Max, seen.most);
    }
    if (roles.contains(Role.Counter) && seen.count > 0) {
      if (seen.count > 1) {
        sum(facts, Fact.Rate, seen.rate());
      }
      if (isNow && !wasThen) {
        sum(facts, Fact.Born, seen.now);
      }
      sum(facts, Fact.Resets, seen.resets);
    }
    if (seen.count > 0 && (roles.contains(Role.Frozen) || roles.contains(Role.Beat))) {
      sum(facts, Fact.Changes, seen.changes);
    }
    if (roles.contains(Role.Frozen)) {
      if (isNow != wasThen) {
        sum(facts, Fact.Turnover, 1);
      }
      // the change into the window belongs to neither
      double past = ring.changes(series) - seen.changes - (seen.changedInto ? 1 : 0);
      sum(facts, Fact.Moved, Math.max(0, past));
    }
  }

  private static void sum(Map<Fact, Double> facts, Fact fact, double value) {
    facts.merge(fact, value, Double::sum);
  }

  /** The longest time without a value of any series, in milliseconds. */
  private long gap(MetricRing ring) {
    long longest = 0;
    long last = from;
    for (int n = Math.max(times.first(), then); n >= 0 && n <= now; n++) {
      boolean there = false;
      for (int series = 0; series < ring.size() && !there; series++) {
        there = !Double.isNaN(ring.value(series, times.slot(n)));
      }
      if (there) {
        longest = n == then ? 0 : Math.max(longest, times.at(n) - last);
        last = times.at(n);
      }
    }
    return Math.max(longest, at - last);
  }

  private double value(MetricRing ring, int series, int scrape, long when) {
    return scrape < 0 || scrape < times.first() || when - times.at(scrape) > LOOKBACK
        ? Double.NaN
        : ring.value(series, times.slot(scrape));
  }

  /** What is seen of one series in the window. */
  private final class Seen {
    final double then;
    final double now;
    int count;
    int changes;
    int resets;
    boolean changedInto;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    private double first = Double.NaN;
    private double grown;
    private long firstAt;
    private long lastAt;

    Seen(MetricRing ring, int series) {
      then = value(ring, series, WindowFacts.this.then, from);
      now = value(ring, series, WindowFacts.this.now, at);
      double before = Double.NaN;
      int begin = Math.max(times.first(), WindowFacts.this.then + 1);
      for (int n = begin; n <= WindowFacts.this.now; n++) {
        double value = ring.value(series, times.slot(n));
        if (Double.isNaN(value)) {
          continue;
        }
        if (count == 0) {
          first = value;
          firstAt = times.at(n);
          double earlier = ring.before(times, n, series);
          changedInto = !Double.isNaN(earlier) && earlier != value;
        } else if (value != before) {
          changes++;
          resets += value < before ? 1 : 0;
          grown += value < before ? value : value - before;
        }
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        lastAt = times.at(n);
        before = value;
      }
    }

    /** Growth a second, carried on to the window's edges as Prometheus does. */
    double rate() {
      double sampled = lastAt - firstAt;
      double apart = sampled / (count - 1);
      double toStart = firstAt - from;
      double toEnd = at - lastAt;
      toStart = toStart >= FAR * apart ? apart / 2 : toStart;
      if (grown > 0 && first >= 0) {
        toStart = Math.min(toStart, sampled * (first / grown));
      }
      toEnd = toEnd >= FAR * apart ? apart / 2 : toEnd;
      return grown * (sampled + toStart + toEnd) / sampled / (at - from) * 1000;
    }
  }
}
