package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.util.Optional;

/** Whether a window has enough samples, spread over it, to be judged by. */
final class Coverage {

  /** Part of the samples that a target's scrape interval gives. */
  private static final double ENOUGH = 0.8;

  /** Fewer intervals than this, and a missed scrape looks like a frozen gauge. */
  private static final int LEAST_INTERVALS = 4;

  /** Scrapes are not made to the millisecond. */
  private static final double JITTER = 0.02;

  private Coverage() {}

  static Optional<Unknown> missing(Rule.Clauses rule, Work readings) {
    double window = rule.window().toMillis() / 1000.0;
    Facts target = readings.target();
    if (target.get(Fact.Interval).isEmpty()) {
      return notCovered(
          "There are too few samples in %s to tell how often the pod is scraped."
              .formatted(Durations.format(rule.window())));
    }
    double interval = target.get(Fact.Interval).getAsDouble();
    double least = LEAST_INTERVALS * interval;
    if (window < least * (1 - JITTER)) {
      return Optional.of(
          new Unknown(
              Reason.WindowTooShort,
              "The pod is scraped every %ss: a window of %s is shorter than %d intervals. The smallest that works is %s."
                  .formatted(
                      Numbers.format(interval),
                      Durations.format(rule.window()),
                      LEAST_INTERVALS,
                      Durations.format(smallest(least)))));
    }
    double expected = window / interval;
    for (Rule.Use use : rule.uses()) {
      Metric metric = use.metric();
      double count = readings.of(metric).sum(Fact.Count);
      if (count < ENOUGH * expected * (1 - JITTER)) {
        return notCovered(
            "%s has %s of the %s samples that a scrape every %ss gives in %s: 80 %% are needed."
                .formatted(
                    metric,
                    Numbers.format(count),
                    Numbers.format(Math.rint(expected)),
                    Numbers.format(interval),
                    Durations.format(rule.window())));
      }
    }
    double gap = target.get(Fact.Gap).orElse(window);
    if (gap > interval + (1 - ENOUGH) * window + JITTER * interval) {
      return notCovered(
          "No sample came for %ss within the window of %s, though the pod is scraped every %ss."
              .formatted(
                  Numbers.format(gap), Durations.format(rule.window()), Numbers.format(interval)));
    }
    return Optional.empty();
  }

  private static Duration smallest(double seconds) {
    // a thousandth less: 30.01 s between scrapes is 30 s
    return Duration.ofSeconds((long) Math.ceil(seconds * 0.999));
  }

  private static Optional<Unknown> notCovered(String message) {
    return Optional.of(new Unknown(Reason.WindowNotCovered, message));
  }
}
