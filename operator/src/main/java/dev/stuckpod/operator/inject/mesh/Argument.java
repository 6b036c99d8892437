package dev.stuckpod.operator.inject.mesh;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An argument of an init container of the pod's.
 *
 * @param container its place among them
 * @param index the argument's place among the container's
 * @param text what it says
 */
public record Argument(int container, int index, String text) {

  /**
   * Finds what an option of an init container is set to: the argument behind it.
   *
   * @param names of the option
   */
  static Optional<Argument> of(Pod pod, String container, Set<String> names) {
    List<Container> all = pod.getSpec().getInitContainers();
    for (int at = 0; all != null && at < all.size(); at++) {
      if (container.equals(all.get(at).getName())) {
        return of(at, all.get(at).getArgs(), names);
      }
    }
    return Optional.empty();
  }

  private static Optional<Argument> of(
      int container, @Nullable List<String> arguments, Set<String> names) {
    for (int at = 0; arguments != null && at + 1 < arguments.size(); at++) {
      if (names.contains(arguments.get(at))) {
        return Optional.of(new Argument(container, at + 1, arguments.get(at + 1)));
      }
    }
    return Optional.empty();
  }

  Argument saying(String other) {
    return new Argument(container, index, other);
  }
}
