package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.List;

/** How a pod fares as a whole. */
public final class PodState {

  private PodState() {}

  /** Tells whether the pod has been asked to end. */
  public static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Tells whether the pod's phase is Running. */
  public static boolean running(Pod pod) {
    return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
  }

  /**
   * Tells whether the pod is ready, or was since its container started: it has then lost its
   * readiness later than that.
   */
  public static boolean wasReady(Pod pod, Instant started) {
    List<PodCondition> conditions =
        pod.getStatus() == null ? null : pod.getStatus().getConditions();
    if (conditions == null) {
      return false;
    }
    return conditions.stream()
        .filter(c -> "Ready".equals(c.getType()))
        .anyMatch(
            c ->
                "True".equals(c.getStatus())
                    || (c.getLastTransitionTime() != null
                        && Instant.parse(c.getLastTransitionTime()).isAfter(started)));
  }

  /** What controls the pod; the pod itself where nothing does. */
  public static String workload(Pod pod) {
    List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
    return owners == null
        ? pod.getMetadata().getUid()
        : owners.stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .map(OwnerReference::getUid)
            .findFirst()
            .orElse(pod.getMetadata().getUid());
  }
}
