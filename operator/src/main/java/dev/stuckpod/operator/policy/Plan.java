package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.RetentionSpec;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.opening.Limits;
import java.time.Duration;
import java.util.Objects;

/**
 * A policy's specification with its defaults filled in.
 *
 * @param criteria when a pod is stuck
 * @param shadow whether to report only
 * @param limits how often a dump may be taken
 * @param keep how many analyses are kept
 */
record Plan(Criteria criteria, boolean shadow, Limits limits, Keep keep) {

  /** The newest so many, and none older. */
  record Keep(int newest, Duration ttl) {}

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException with a sentence, where the API server has accepted too much
   */
  static Plan of(StuckPolicySpec spec) {
    RetentionSpec keep =
        Objects.requireNonNullElse(spec.retention(), new RetentionSpec(null, null));
    return new Plan(
        Criteria.of(spec),
        spec.mode() == StuckPolicySpec.Mode.Shadow,
        Limits.of(spec.limits()),
        new Keep(
            Objects.requireNonNullElse(keep.keep(), 10),
            Durations.parse(Objects.requireNonNullElse(keep.ttl(), "168h"))));
  }
}
