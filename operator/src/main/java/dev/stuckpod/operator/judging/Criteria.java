package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.util.List;

/**
 * By what is judged who is stuck.
 *
 * @param source name of the MetricsSource
 * @param hold how long a pod must be stuck
 */
public record Criteria(List<Rule> rules, String source, Duration hold) {

  private static final Duration SLOWEST = Duration.ofSeconds(15);
  private static final Duration FASTEST = Duration.ofSeconds(1);
  private static final int PER_WINDOW = 12;

  /** The longest window: progress for so long ends an episode. */
  public Duration window() {
    return rules.stream().map(Rule::window).max(Duration::compareTo).orElseThrow();
  }

  /** How often it is judged: a twelfth of the shortest window, within bounds. */
  public Duration interval() {
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
