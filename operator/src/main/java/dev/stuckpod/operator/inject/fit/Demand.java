package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a container or a pod asks for. */
record Demand(Amounts requests, Amounts limits) {

  private static final Demand NOTHING = new Demand(Amounts.NONE, Amounts.NONE);

  static Demand of(Container container) {
    return of(container.getResources());
  }

  /**
   * Adds up a pod as the API server does: containers and native sidecars run together, other init
   * containers one after the other beside the sidecars that are started before them.
   */
  static Demand of(Pod pod) {
    Demand together = NOTHING;
    for (Container container : pod.getSpec().getContainers()) {
      together = together.plus(of(container));
    }
    Demand sidecars = NOTHING;
    Demand starting = NOTHING;
    for (Container container : list(pod.getSpec().getInitContainers())) {
      Demand one = of(container);
      if ("Always".equals(container.getRestartPolicy())) {
        together = together.plus(one);
        sidecars = sidecars.plus(one);
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(one));
      }
    }
    return together.max(starting);
  }

  /** What the pod as a whole says of itself; empty where only its containers do. */
  static Demand ofWhole(Pod pod) {
    return of(pod.getSpec().getResources());
  }

  static Stream<Container> containers(Pod pod) {
    return Stream.concat(
        pod.getSpec().getContainers().stream(), list(pod.getSpec().getInitContainers()).stream());
  }

  Demand plus(Demand other) {
    return new Demand(requests.plus(other.requests), limits.plus(other.limits));
  }

  private Demand max(Demand other) {
    return new Demand(requests.max(other.requests), limits.max(other.limits));
  }

  /** This, where the other says nothing. */
  Demand under(Demand other) {
    return new Demand(other.requests.orElse(requests), other.limits.orElse(limits));
  }

  private static Demand of(@Nullable ResourceRequirements resources) {
    return resources == null
        ? NOTHING
        : new Demand(Amounts.of(resources.getRequests()), Amounts.of(resources.getLimits()));
  }

  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <V> Map<String, V> map(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
