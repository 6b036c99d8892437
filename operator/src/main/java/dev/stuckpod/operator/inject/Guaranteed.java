package dev.stuckpod.operator.inject;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a pod is in the QoS class Guaranteed: every container, init containers too, has
 * limits of cpu and memory, and requests that equal them.
 */
final class Guaranteed {

  private Guaranteed() {}

  static boolean is(Pod pod) {
    return Stream.concat(
            pod.getSpec().getContainers().stream(), list(pod.getSpec().getInitContainers()))
        .map(Container::getResources)
        .allMatch(resources -> equal(resources, "cpu") && equal(resources, "memory"));
  }

  private static boolean equal(@Nullable ResourceRequirements resources, String name) {
    if (resources == null) {
      return false;
    }
    Quantity limit = get(resources.getLimits(), name);
    if (limit == null || limit.getNumericalAmount().signum() == 0) {
      return false;
    }
    Quantity request = get(resources.getRequests(), name);
    return request == null || request.compareTo(limit) == 0; // an absent one becomes the limit
  }

  private static @Nullable Quantity get(@Nullable Map<String, Quantity> amounts, String name) {
    return amounts == null ? null : amounts.get(name);
  }

  private static Stream<Container> list(@Nullable List<Container> containers) {
    return containers == null ? Stream.empty() : containers.stream();
  }
}
