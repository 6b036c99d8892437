package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod was made of. Unlike what {@link PodState#workload} gives it outlasts a rollout.
 *
 * @param workload as Kind/NAME, such as Deployment/hub
 * @param image reference that its app's container was made with; null where it is unclear which
 *     that is
 */
public record Origin(String workload, @Nullable String image) {

  /** Which label has the end of a ReplicaSet's name, and whose it then is. */
  private static final Map<String, String> OWNERS_OF_REPLICA_SETS =
      Map.of("pod-template-hash", "Deployment", "rollouts-pod-template-hash", "Rollout");

  /**
   * Reads it off a pod.
   *
   * @param container the app's, where that was said
   */
  public static Origin of(Pod pod, @Nullable String container) {
    return new Origin(workload(pod), image(pod, container));
  }

  /** Names a pod's workload; one that nothing controls is its own, as Pod/NAME. */
  public static String workload(Pod pod) {
    List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
    return owners == null
        ? itself(pod)
        : owners.stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .findFirst()
            .map(owner -> workload(owner, pod.getMetadata().getLabels()))
            .orElseGet(() -> itself(pod));
  }

  private static String itself(Pod pod) {
    return "Pod/" + pod.getMetadata().getName();
  }

  /** A ReplicaSet is named after who made it, with the label's value behind. */
  private static String workload(OwnerReference owner, @Nullable Map<String, String> labels) {
    if ("ReplicaSet".equals(owner.getKind()) && labels != null) {
      for (Map.Entry<String, String> one : OWNERS_OF_REPLICA_SETS.entrySet()) {
        String hash = labels.get(one.getKey());
        String end = "-" + hash;
        if (hash != null
            && owner.getName().endsWith(end)
            && owner.getName().length() > end.length()) {
          int length = owner.getName().length() - end.length();
          return one.getValue() + "/" + owner.getName().substring(0, length);
        }
      }
    }
    return owner.getKind() + "/" + owner.getName();
  }

  private static @Nullable String image(Pod pod, @Nullable String requested) {
    return switch (AppContainer.of(pod, requested)) {
      case AppContainer.NotFound _ -> null;
      case AppContainer.Found(String name) ->
          pod.getSpec().getContainers().stream()
              .filter(one -> name.equals(one.getName()))
              .map(Container::getImage)
              .filter(image -> image != null && !image.isEmpty())
              .findFirst()
              .orElse(null);
    };
  }
}
