package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.Durations;
import dev.stuckpod.crds.v1alpha1.LimitsSpec;
import dev.stuckpod.crds.v1alpha1.Rate;
import dev.stuckpod.crds.v1alpha1.RetentionSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy's specification with its defaults filled in.
 *
 * @param source name of the MetricsSource
 * @param hold how long a pod must be stuck
 * @param shadow whether to report only
 */
record Plan(
    List<Rule> rules, String source, Duration hold, boolean shadow, Limits limits, Keep keep) {

  private static final Duration SLOWEST = Duration.ofSeconds(15);
  private static final Duration FASTEST = Duration.ofSeconds(1);
  private static final int PER_WINDOW = 12;

  /** How often may be acted. */
  record Limits(Frequency perPod, Frequency perPolicy, int concurrent) {

    /** No slot older than this counts. */
    Duration memory() {
      return perPod.per().compareTo(perPolicy.per()) > 0 ? perPod.per() : perPolicy.per();
    }
  }

  /** So many in so much time. */
  record Frequency(int count, Duration per) {
    static Frequency of(@Nullable Rate rate, int count) {
      return rate == null
          ? new Frequency(count, Duration.ofHours(1))
          : new Frequency(rate.count(), Durations.parse(rate.per()));
    }
  }

  /** The newest so many, and none older. */
  record Keep(int newest, Duration ttl) {}

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException with a sentence, where the API server has accepted too much
   */
  static Plan of(StuckPolicySpec spec) {
    LimitsSpec limits = Objects.requireNonNullElse(spec.limits(), new LimitsSpec(null, null, null));
    RetentionSpec keep =
        Objects.requireNonNullElse(spec.retention(), new RetentionSpec(null, null));
    String source = spec.metrics() == null ? null : spec.metrics().source();
    return new Plan(
        spec.stuckWhen().any().stream().map(Rule::of).toList(),
        Objects.requireNonNullElse(source, "default"),
        Durations.parse(Objects.requireNonNullElse(spec.hold(), "20s")),
        spec.mode() == StuckPolicySpec.Mode.Shadow,
        new Limits(
            Frequency.of(limits.perPod(), 1),
            Frequency.of(limits.perPolicy(), 5),
            Objects.requireNonNullElse(limits.concurrent(), 2)),
        new Keep(
            Objects.requireNonNullElse(keep.keep(), 10),
            Durations.parse(Objects.requireNonNullElse(keep.ttl(), "168h"))));
  }

  /** The longest window: progress for so long ends an episode. */
  Duration window() {
    return rules.stream().map(Rule::window).max(Duration::compareTo).orElseThrow();
  }

  /** How often the policy is evaluated: a twelfth of its shortest window, within bounds. */
  Duration interval() {
    Duration part =
        rules.stream()
            .map(Rule::window)
            .min(Duration::compareTo)
            .orElseThrow()
            .dividedBy(PER_WINDOW);
    if (part.compareTo(FASTEST) < 0) {
      return FASTEST;
    }
    return part.compareTo(SLOWEST) > 0 ? SLOWEST : part;
  }
}
