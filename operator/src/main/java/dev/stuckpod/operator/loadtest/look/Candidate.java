package dev.stuckpod.operator.loadtest.look;

import dev.stuckpod.operator.loadtest.suspicion.NoticedBy;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.pods.Subject;

/**
 * A pod that is suspected.
 *
 * @param looks of its container
 */
public record Candidate(Subject pod, Suspicion suspicion, PodLooks looks) {

  /** Whether it is about to be removed, and what it could tell with it. */
  boolean leaves() {
    return pod.terminating();
  }

  /** Whether it is suspected for another reason than it was looked at for, or by a policy. */
  boolean anew() {
    return leaves()
        || suspicion.noticedBy() == NoticedBy.Policy
        || suspicion.noticedBy() != looks.noticedBy();
  }
}
