package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Foretells whether the API server creates a pod, as far as resources decide it. */
final class Admittance {

  private Admittance() {}

  /** Returns the first objection to a pod; empty if it is created. */
  static Optional<Objection> objection(Pod pod, NamespaceLimits.Known limits) {
    Pod filled = Defaults.fill(pod, limits.ranges());
    return Stream.of(
            Demand.containers(filled).flatMap(each -> contradiction(each).stream()).findFirst(),
            PodLevel.objection(filled, Demand.of(filled)),
            Ranges.objection(filled, limits.ranges()),
            Quotas.objection(filled, limits.quotas()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Objection> contradiction(Container container) {
    Demand demand = Demand.of(container);
    return demand.requests().by().entrySet().stream()
        .filter(
            request ->
                demand
                    .limits()
                    .get(request.getKey())
                    .filter(limit -> limit.compareTo(request.getValue()) < 0)
                    .isPresent())
        .map(Map.Entry::getKey)
        .sorted()
        .map(
            name ->
                new Objection(
                    Objection.By.RANGE,
                    "container %s requests more %s than its limit, where a LimitRange fills in"
                            .formatted(container.getName(), name)
                        + " one of both"))
        .findFirst();
  }
}
