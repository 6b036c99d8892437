package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.rules.Metric;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a source says about one pod, for one rule. */
public sealed interface PodReadings {

  /**
   * Facts for a noProgress rule.
   *
   * @param metrics per metric; one without series is not in it
   * @param target facts of the target: Interval, Gap
   */
  record Work(Map<Metric, Facts> metrics, Facts target) implements PodReadings {

    /** The facts of a metric; empty when it has no series. */
    public Facts of(Metric metric) {
      return metrics.getOrDefault(metric, Facts.NONE);
    }
  }

  /** Facts for a scrapeHang rule. */
  record Scrapes(List<ScrapeTarget> targets) implements PodReadings {}

  /**
   * The source reads pods itself, and this one not, or not for long enough.
   *
   * @param message a sentence that says what to do
   */
  record Unread(Why why, String message) implements PodReadings {

    /** Why there is nothing to judge by. */
    public enum Why {
      /** It cannot be scraped. */
      NotScraped,
      /** It has not been scraped for as long as the rule looks back. */
      NotYet,
      /** What was read of it is too old. */
      Late
    }
  }

  /** What a lockWait rule is judged by. */
  record Glanced(Sight sight) implements PodReadings {}

  /** Facts for a rule with a query of its own: Query, Presence. */
  record Matches(Facts facts) implements PodReadings {}

  /**
   * One target of the pod.
   *
   * @param job the target's job
   * @param instance its address, usually ip:port
   * @param facts Up, Interval, Duration
   * @param failed how many of the newest scrapes failed in a row
   */
  record ScrapeTarget(String job, String instance, Facts facts, int failed) {

    /** Adds how many scrapes failed in a row. */
    public ScrapeTarget withFailed(int scrapes) {
      return new ScrapeTarget(job, instance, facts, scrapes);
    }
  }

  /** Numbers by what they tell. */
  record Facts(Map<Fact, Double> values) {

    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of());

    /** The number, if the source gave one. */
    public OptionalDouble get(Fact fact) {
      Double value = values.get(fact);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The number, or 0 when the source gave none: a sum over no series. */
    public double sum(Fact fact) {
      return get(fact).orElse(0);
    }
  }
}
