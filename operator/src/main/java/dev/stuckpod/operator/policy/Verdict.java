package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;

/**
 * What a policy thinks of a pod: of its rules' decisions the one that counts.
 *
 * @param rule whose decision it is
 */
record Verdict(PodFacts pod, String rule, Decision decision) {

  /** One rule that matches is enough; one that cannot tell leaves it open. */
  Verdict or(Verdict other) {
    return rank(other.decision) > rank(decision) ? other : this;
  }

  private static int rank(Decision decision) {
    return switch (decision) {
      case Decision.Stuck _ -> 2;
      case Decision.Unknown _ -> 1;
      case Decision.Progressing _ -> 0;
    };
  }
}
