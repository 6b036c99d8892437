package dev.stuckpod.operator.judging;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.profiles.Profiles;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckWhen;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * By what is judged who is stuck.
 *
 * @param ways one of which is enough
 * @param source name of the MetricsSource
 * @param hold how long a pod must be stuck
 */
public record Criteria(List<Way> ways, String source, Duration hold) {

  private static final Duration SLOWEST = Duration.ofSeconds(15);
  private static final Duration FASTEST = Duration.ofSeconds(1);
  private static final int PER_WINDOW = 12;

  /** Of a policy that has no rules and waits for alerts. */
  private static final Duration WITHOUT_RULES = Duration.ofMinutes(5);

  /**
   * Reads a policy's.
   *
   * @throws IllegalArgumentException with a sentence, where the API server has accepted too much
   */
  public static Criteria of(StuckPolicySpec spec) {
    String source = spec.metrics() == null ? null : spec.metrics().source();
    return new Criteria(
        rules(spec).any().stream().map(Way::of).toList(),
        Objects.requireNonNullElse(source, "default"),
        Durations.parse(Objects.requireNonNullElse(spec.hold(), "20s")));
  }

  private static StuckWhen rules(StuckPolicySpec spec) {
    if (spec.stuckWhen() != null) {
      return spec.stuckWhen();
    }
    if (spec.profile() == null && spec.onAlert() != null) {
      return new StuckWhen(List.of());
    }
    if (spec.profile() == null) {
      throw new IllegalArgumentException(
          "The policy has no rules: give it stuckWhen, profile or onAlert.");
    }
    return Profiles.rules(spec.profile());
  }

  /** All rules of all ways. */
  public List<Rule> rules() {
    return ways.stream().flatMap(way -> way.rules().stream()).toList();
  }

  /** The longest window: progress for so long ends an episode. */
  public Duration window() {
    return rules().stream().map(Rule::window).max(Duration::compareTo).orElse(WITHOUT_RULES);
  }

  /** Whether a source of metrics is asked at all. */
  public boolean needMetrics() {
    return rules().stream().anyMatch(Rule::needsMetrics);
  }

  /** Of one that is judged by glances, twice for each of these. */
  private static Duration pace(Rule rule) {
    return rule instanceof Rule.LockWait locks
        ? locks.every().dividedBy(2)
        : rule.window().dividedBy(PER_WINDOW);
  }

  /** How often it is judged: a twelfth of the shortest window, within bounds. */
  public Duration interval() {
    Duration part =
        rules().stream()
            .map(Criteria::pace)
            .min(Duration::compareTo)
            .orElse(WITHOUT_RULES.dividedBy(PER_WINDOW));
    if (part.compareTo(FASTEST) < 0) {
      return FASTEST;
    }
    return part.compareTo(SLOWEST) > 0 ? SLOWEST : part;
  }
}
