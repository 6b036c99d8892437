package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.Marks;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a pod, of which all would see each other's processes. Those of one user could
 * then read each other's memory and environment, so that is the pod's own choice.
 */
final class Crowd {

  private static final int MOST = 64;

  private Crowd() {}

  /** Says why they do not get a sidecar; empty if they may. */
  static Optional<InjectionDecision.Skip> objection(Pod pod) {
    List<Container> apps = list(pod.getSpec().getContainers());
    List<Container> init = list(pod.getSpec().getInitContainers());
    if (apps.isEmpty() || Stream.concat(apps.stream(), init.stream()).anyMatch(Crowd::nameless)) {
      return Optional.of(
          new InjectionDecision.Skip(
              SkipReason.RefusedAnyway, "A pod needs a container, and each needs a name"));
    }
    if (apps.size() + init.size() > MOST) {
      return Optional.of(
          new InjectionDecision.Skip(
              SkipReason.TooManyContainers,
              "The pod has more than %d containers, which is more than Stuckpod looks at"
                  .formatted(MOST)));
    }
    long together =
        apps.size() + init.stream().filter(one -> "Always".equals(one.getRestartPolicy())).count();
    if (together > 1 && !chosen(pod)) {
      return Optional.of(
          new InjectionDecision.Skip(
              SkipReason.SeveralContainers,
              "The pod has %d containers that run side by side, and with a sidecar they would see each other's processes: label the pod itself %s: \"true\", or let it say shareProcessNamespace: true, if that is meant"
                  .formatted(together, Marks.INJECT)));
    }
    return Optional.empty();
  }

  private static boolean nameless(Container container) {
    return container.getName() == null || container.getName().isEmpty();
  }

  private static boolean chosen(Pod pod) {
    return "true".equals(Marks.label(pod.getMetadata(), Marks.INJECT))
        || Boolean.TRUE.equals(pod.getSpec().getShareProcessNamespace());
  }

  private static List<Container> list(@Nullable List<Container> containers) {
    return containers == null ? List.of() : containers;
  }
}
