package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.Marks;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which port the sidecar opens. */
sealed interface PortChoice {

  /** A free one, as far as the pod declares its ports. */
  record Port(int number) implements PortChoice {}

  /** There is none, and why. */
  record None(SkipReason reason, String message) implements PortChoice {}

  /** Below, only root may listen. */
  int LOWEST = 1024;

  /** How many are tried, one after the other. */
  int TRIED = 100;

  /** Takes what the annotation says, else the first free one from the configured port on. */
  static PortChoice of(Pod pod, int configured) {
    Set<Integer> taken = declared(pod);
    String wish = Marks.annotation(pod.getMetadata(), Marks.PORT);
    if (wish != null) {
      return wished(wish.strip(), taken);
    }
    for (int port = configured; port < configured + TRIED && port <= 65535; port++) {
      if (!taken.contains(port)) {
        return new Port(port);
      }
    }
    return new None(
        SkipReason.NoFreePort,
        "All ports from %d on are used by containers of the pod: set the annotation %s to a free one"
            .formatted(configured, Marks.PORT));
  }

  private static PortChoice wished(String wish, Set<Integer> taken) {
    if (!wish.matches("[0-9]{4,5}")
        || Integer.parseInt(wish) < LOWEST
        || Integer.parseInt(wish) > 65535) {
      return new None(
          SkipReason.BadAnnotation,
          "The annotation %s takes a number from %d to 65535, not '%s'"
              .formatted(Marks.PORT, LOWEST, wish));
    }
    int port = Integer.parseInt(wish);
    if (taken.contains(port)) {
      return new None(
          SkipReason.NoFreePort,
          "Port %d of the annotation %s is used by a container of the pod: set a free one"
              .formatted(port, Marks.PORT));
    }
    return new Port(port);
  }

  private static Set<Integer> declared(Pod pod) {
    return Stream.concat(
            pod.getSpec().getContainers().stream(), list(pod.getSpec().getInitContainers()))
        .flatMap(container -> list(container.getPorts()))
        .map(ContainerPort::getContainerPort)
        .collect(Collectors.toSet());
  }

  private static <T> Stream<T> list(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
