package dev.stuckpod.operator.inject.mesh;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What meshes have put into a pod. */
final class Containers {

  private Containers() {}

  /** Tells whether a pod has one of these, as an init container or beside the app. */
  static boolean any(Pod pod, Set<String> names) {
    return Stream.concat(
            list(pod.getSpec().getInitContainers()), list(pod.getSpec().getContainers()))
        .anyMatch(container -> container.getName() != null && names.contains(container.getName()));
  }

  private static Stream<Container> list(@Nullable List<Container> containers) {
    return containers == null ? Stream.empty() : containers.stream();
  }
}
