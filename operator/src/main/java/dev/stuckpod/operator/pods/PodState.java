package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a pod fares as a whole. */
public final class PodState {

  private PodState() {}

  /** Tells whether the pod has been asked to end. */
  public static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /**
   * Name of what makes the pod, such as its Deployment; empty where nothing does. A Deployment's
   * ReplicaSet is told apart by the hash that both have.
   */
  public static Optional<String> madeBy(Pod pod) {
    List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
    Map<String, String> labels = pod.getMetadata().getLabels();
    String hash = labels == null ? null : labels.get("pod-template-hash");
    return owners == null
        ? Optional.empty()
        : owners.stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .map(OwnerReference::getName)
            .filter(Objects::nonNull)
            .findFirst()
            .map(
                name ->
                    hash != null && name.endsWith("-" + hash)
                        ? name.substring(0, name.length() - hash.length() - 1)
                        : name);
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
