package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells the QoS class of a pod. It counts cpu and memory of every container, init containers too;
 * where the pod states them for itself, those alone.
 */
final class Qos {

  private static final List<String> COUNTED = List.of("cpu", "memory");

  private Qos() {}

  /** Whether every container has limits, and requests that equal them. */
  static boolean guaranteed(Pod pod) {
    return PodLevel.isSet(pod)
        ? guaranteed(PodLevel.of(pod))
        : Demand.containers(pod).map(Demand::of).allMatch(Qos::guaranteed);
  }

  /** Whether no container asks for anything. */
  static boolean bestEffort(Pod pod) {
    Stream<Demand> demands =
        PodLevel.isSet(pod) ? Stream.of(PodLevel.of(pod)) : Demand.containers(pod).map(Demand::of);
    return demands
        .flatMap(demand -> Stream.of(demand.requests(), demand.limits()))
        .flatMap(amounts -> COUNTED.stream().flatMap(name -> amounts.get(name).stream()))
        .noneMatch(amount -> amount.signum() > 0);
  }

  private static boolean guaranteed(Demand demand) {
    return COUNTED.stream()
        .allMatch(
            name -> {
              Optional<BigDecimal> limit = demand.limits().get(name);
              return limit.isPresent()
                  && limit.get().signum() > 0
                  && demand.requests().get(name).orElse(limit.get()).compareTo(limit.get()) == 0;
            });
  }
}
