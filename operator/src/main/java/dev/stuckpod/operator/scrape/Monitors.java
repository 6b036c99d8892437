package dev.stuckpod.operator.scrape;

import dev.stuckpod.operator.pods.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What PodMonitors and ServiceMonitors of a namespace say of where its pods are scraped. Source:
 * the API of Prometheus' operator, monitoring.coreos.com/v1. Where that is not installed, they say
 * nothing; what is served by TLS is passed over.
 */
public final class Monitors {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final ListOptions SOME = new ListOptionsBuilder().withLimit(50L).build();
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  /**
   * One of them.
   *
   * @param services whether its selector is for Services
   */
  private record Monitor(boolean services, Labels selector, List<Map<?, ?>> endpoints) {}

  private final KubernetesClient client;
  private final Clock clock;
  private List<Monitor> monitors = List.of();
  private List<Service> services = List.of();
  private Instant readAt = Instant.MIN;

  /** Reads with a client. */
  public Monitors(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Gives the endpoints of a pod with these labels. */
  public synchronized List<Endpoint> of(String namespace, Map<String, String> labels) {
    if (!clock.instant().isBefore(readAt.plus(FRESH))) {
      readAt = clock.instant();
      monitors =
          Stream.concat(
                  list(namespace, "PodMonitor", "podmonitors", "podMetricsEndpoints"),
                  list(namespace, "ServiceMonitor", "servicemonitors", "endpoints"))
              .toList();
      services = monitors.stream().anyMatch(Monitor::services) ? services(namespace) : List.of();
    }
    var found = new ArrayList<Endpoint>();
    for (Monitor monitor : monitors) {
      if (monitor.services()) {
        services.stream()
            .filter(service -> monitor.selector().match(labelsOf(service)))
            .filter(service -> isOf(service, labels))
            .forEach(
                service ->
                    endpoints(monitor).flatMap(e -> ofService(service, e)).forEach(found::add));
      } else if (monitor.selector().match(labels)) {
        endpoints(monitor).map(Monitors::ofPod).flatMap(Optional::stream).forEach(found::add);
      }
    }
    return List.copyOf(found);
  }

  private List<Service> services(String namespace) {
    try {
      return client.services().inNamespace(namespace).list(SOME).getItems();
    } catch (KubernetesClientException none) {
      return List.of();
    }
  }

  private Stream<Monitor> list(String namespace, String kind, String plural, String endpoints) {
    var type =
        new ResourceDefinitionContext.Builder()
            .withGroup("monitoring.coreos.com")
            .withVersion("v1")
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(true)
            .build();
    try {
      return client
          .genericKubernetesResources(type)
          .inNamespace(namespace)
          .list(SOME)
          .getItems()
          .stream()
          .map(one -> monitor(one, kind.equals("ServiceMonitor"), endpoints))
          .flatMap(Optional::stream)
          .toList()
          .stream();
    } catch (KubernetesClientException | IllegalArgumentException none) {
      return Stream.empty(); // not installed, nobody may read them, or another version's
    }
  }

  private static Optional<Monitor> monitor(
      GenericKubernetesResource one, boolean services, String endpoints) {
    Object selector = one.get("spec", "selector");
    Object listed = one.get("spec", endpoints);
    if (!(listed instanceof List<?> all)) {
      return Optional.empty();
    }
    LabelSelector by =
        selector == null
            ? new LabelSelectorBuilder().build()
            : JSON.convertValue(selector, LabelSelector.class);
    List<Map<?, ?>> maps = new ArrayList<>();
    all.forEach(
        each -> {
          if (each instanceof Map<?, ?> map) {
            maps.add(map);
          }
        });
    return Optional.of(new Monitor(services, new Labels(by), maps));
  }

  private static Stream<Map<?, ?>> endpoints(Monitor monitor) {
    return monitor.endpoints().stream()
        .filter(one -> !"https".equalsIgnoreCase(text(one, "scheme")));
  }

  private static Optional<Endpoint> ofPod(Map<?, ?> endpoint) {
    return port(
        endpoint.get("portNumber") != null
            ? endpoint.get("portNumber")
            : endpoint.get("port") != null ? endpoint.get("port") : endpoint.get("targetPort"),
        text(endpoint, "path"));
  }

  private static Stream<Endpoint> ofService(Service service, Map<?, ?> endpoint) {
    String path = text(endpoint, "path");
    if (endpoint.get("port") == null) {
      return port(endpoint.get("targetPort"), path).stream();
    }
    String name = text(endpoint, "port");
    return service.getSpec().getPorts().stream()
        .filter(port -> port.getName() != null && port.getName().equals(name))
        .flatMap(
            port ->
                port(
                    port.getTargetPort() == null ? port.getPort() : port.getTargetPort().getValue(),
                    path)
                    .stream());
  }

  private static Optional<Endpoint> port(@Nullable Object port, @Nullable String path) {
    return switch (port) {
      case Number number -> Optional.of(new Endpoint(null, number.intValue(), path));
      case String name -> Optional.of(new Endpoint(name, null, path));
      case null, default -> Optional.empty();
    };
  }

  private static @Nullable String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : null;
  }

  private static Map<String, String> labelsOf(Service service) {
    Map<String, String> labels = service.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private static boolean isOf(Service service, Map<String, String> labels) {
    Map<String, String> selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && service.getSpec().getPorts() != null
        && labels.entrySet().containsAll(selector.entrySet());
  }
}
