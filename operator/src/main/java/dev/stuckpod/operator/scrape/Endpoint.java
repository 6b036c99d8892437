package dev.stuckpod.operator.scrape;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a PodMonitor or a ServiceMonitor says of where pods are scraped.
 *
 * @param name of a port of the pod; null where it is told by number
 * @param number of a port of the pod; null where it is told by name
 * @param path null where it is the usual one
 */
public record Endpoint(@Nullable String name, @Nullable Integer number, @Nullable String path) {

  /** Finds the port, of those that the pod declares where it is told by name. */
  Optional<Integer> port(List<ContainerPort> declared) {
    return number != null
        ? Optional.of(number)
        : declared.stream()
            .filter(port -> port.getName() != null && port.getName().equals(name))
            .map(ContainerPort::getContainerPort)
            .findFirst();
  }
}
