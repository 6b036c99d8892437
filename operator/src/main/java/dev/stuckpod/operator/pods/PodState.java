package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** How a pod fares as a whole. */
public final class PodState {

  private PodState() {}

  /** Tells whether the pod has been asked to end. */
  public static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
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
