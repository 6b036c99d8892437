package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.judging.Judgement;
import java.time.Instant;
import java.util.Optional;

/** Suspects a pod by a policy's rule that holds: what a team has said of its own app counts. */
public final class PolicyRule {

  private PolicyRule() {}

  /**
   * Makes a suspicion of what a policy thinks; empty where it does not call the pod stuck.
   *
   * @param policy its name
   * @param since since when it has called it so
   */
  public static Optional<Suspicion> of(String policy, Judgement judgement, Instant since) {
    return judgement.decision() instanceof Decision.Stuck stuck
        ? Optional.of(
            new Suspicion.HeldRule(
                policy,
                judgement.rule(),
                since,
                "Rule %s of policy %s: %s".formatted(judgement.rule(), policy, stuck.message()),
                stuck.evidence()))
        : Optional.empty();
  }
}
