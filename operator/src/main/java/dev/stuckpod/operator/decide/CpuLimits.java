package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether it is known what a container may use, where a rule asks for a part of that. */
final class CpuLimits {

  private static final double THOUSANDTHS = 1000;

  private CpuLimits() {}

  /** The container's limit in cores; 0 where none is known. */
  static double cores(PodFacts pod) {
    return pod.cpuLimit() / THOUSANDTHS;
  }

  /**
   * What keeps a pod from being judged by its limit. One that was changed within the window is none
   * for all of it: what was much of the lower may have been little of the higher. Neither is one
   * that was changed after the time that is judged: what it was before is not kept.
   */
  static Optional<Unknown> unclear(Rule rule, PodFacts pod, Instant now) {
    if (!(rule instanceof Rule.Clauses clauses) || !clauses.needsLimit()) {
      return Optional.empty();
    }
    if (pod.cpuLimit() <= 0) {
      return Optional.of(none(rule, pod));
    }
    Instant since = pod.limitSince();
    if (since == null || !since.isAfter(now.minus(rule.window()))) {
      return Optional.empty();
    }
    String message =
        since.isAfter(now)
            ? "The CPU limit of container %s was changed at %s: what it was before is not recorded."
                .formatted(pod.container(), since.truncatedTo(ChronoUnit.SECONDS))
            : "The CPU limit of container %s was changed %s ago: it is judged when it has been %s for %s."
                .formatted(
                    pod.container(),
                    Durations.format(Duration.ofSeconds(Duration.between(since, now).toSeconds())),
                    Numbers.format(cores(pod)),
                    Durations.format(rule.window()));
    return Optional.of(new Unknown(Reason.CpuLimitChanged, message));
  }

  static Unknown none(Rule rule, PodFacts pod) {
    return new Unknown(
        Reason.NoCpuLimit,
        "No CPU limit of container %s is known, of which rule %s takes a part (ofLimit): give it one (resources.limits.cpu), or the rule cores."
            .formatted(pod.container(), rule.name()));
  }
}
