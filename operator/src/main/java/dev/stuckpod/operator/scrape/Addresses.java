package dev.stuckpod.operator.scrape;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a pod's metrics are to be found, the likeliest first: what the window says, the annotations
 * {@code prometheus.io/port} and {@code prometheus.io/path}, what monitors of Prometheus' operator
 * name, and ports of the app's container that are called so, or are called HTTP.
 */
public final class Addresses {

  /** The usual annotations; they are read by convention, not by a specification. */
  public static final String SCRAPE = "prometheus.io/scrape";

  /** Port of the pod. */
  public static final String PORT = "prometheus.io/port";

  /** Path, with its query. */
  public static final String PATH = "prometheus.io/path";

  /** More are not tried: each is a request to the app. */
  private static final int MOST = 4;

  private static final Pattern METRICS = Pattern.compile("(.+-)?(metrics|prom|prometheus)(-.+)?");

  /** Something else at a port might take a question for an attack, or for a command. */
  private static final Pattern HTTP =
      Pattern.compile("(http|web|admin|management|monitoring|status)([0-9]*|-.+)");

  private static final int LONGEST_PATH = 256;
  private static final int MOST_PORT = 65_535;

  private Addresses() {}

  /**
   * Gives them.
   *
   * @param spec what the window says; null where it says nothing
   * @param monitored endpoints that monitors name for the pod
   * @return none where the pod declares that it is not to be scraped
   */
  public static List<Address> of(
      Pod pod, String container, @Nullable ScrapeSpec spec, List<Endpoint> monitored) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    String path =
        path(spec == null ? null : spec.path())
            .or(() -> path(annotations.get(PATH)))
            .orElse(Address.USUAL_PATH);
    if (spec != null && spec.port() != null) {
      return List.of(new Address(spec.port(), path));
    }
    if ("false".equals(annotations.get(SCRAPE))) {
      return List.of();
    }
    List<ContainerPort> declared = declared(pod, container);
    var found = new LinkedHashSet<Address>();
    port(annotations.get(PORT)).ifPresent(port -> found.add(new Address(port, path)));
    monitored.forEach(
        endpoint ->
            endpoint
                .port(allPorts(pod))
                .ifPresent(
                    port -> found.add(new Address(port, path(endpoint.path()).orElse(path)))));
    Stream.of(METRICS, HTTP)
        .flatMap(names -> named(declared, names))
        .forEach(port -> found.add(new Address(port, path)));
    return found.stream().filter(address -> isOwn(pod, address.port())).limit(MOST).toList();
  }

  /** On its node's network any other port is as likely the node's, whatever a pod says. */
  private static boolean isOwn(Pod pod, int port) {
    return !Boolean.TRUE.equals(pod.getSpec().getHostNetwork())
        || allPorts(pod).stream()
            .anyMatch(own -> own.getContainerPort() != null && own.getContainerPort() == port);
  }

  private static Stream<Integer> named(List<ContainerPort> ports, Pattern names) {
    return ports.stream()
        .filter(port -> port.getName() != null && names.matcher(port.getName()).matches())
        .map(ContainerPort::getContainerPort)
        .filter(Objects::nonNull);
  }

  private static List<ContainerPort> declared(Pod pod, String container) {
    return pod.getSpec().getContainers().stream()
        .filter(one -> one.getName().equals(container))
        .flatMap(Addresses::tcp)
        .toList();
  }

  private static List<ContainerPort> allPorts(Pod pod) {
    var all = new ArrayList<ContainerPort>();
    pod.getSpec().getContainers().forEach(one -> tcp(one).forEach(all::add));
    return all;
  }

  private static Stream<ContainerPort> tcp(Container container) {
    return container.getPorts() == null
        ? Stream.empty()
        : container.getPorts().stream()
            .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"));
  }

  private static Optional<Integer> port(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= MOST_PORT ? Optional.of(port) : Optional.empty();
  }

  private static Optional<String> path(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(path -> path.startsWith("/") && path.length() <= LONGEST_PATH)
        .filter(path -> path.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }
}
