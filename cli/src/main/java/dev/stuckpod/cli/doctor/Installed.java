package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator in the cluster.
 *
 * @param deployment that runs it
 */
record Installed(Deployment deployment) {

  static final String SIDECAR = "stuckpod";

  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String VERSION = "app.kubernetes.io/version";

  /**
   * Finds all, by what the chart writes at them.
   *
   * @param namespace null: any
   */
  static List<Installed> all(KubernetesClient client, @Nullable String namespace) {
    var deployments = client.apps().deployments();
    return (namespace == null
            ? deployments.inAnyNamespace().withLabel(COMPONENT, "operator").list()
            : deployments.inNamespace(namespace).withLabel(COMPONENT, "operator").list())
        .getItems().stream()
            .map(Installed::new)
            .filter(one -> one.container().isPresent())
            .toList();
  }

  /** As kubectl names it. */
  String about() {
    return "deployment %s -n %s".formatted(deployment.getMetadata().getName(), namespace());
  }

  String namespace() {
    return deployment.getMetadata().getNamespace();
  }

  /** As the chart says it. */
  String version() {
    return Objects.requireNonNullElse(deployment.getMetadata().getLabels().get(VERSION), "unknown");
  }

  /** Which sidecar it injects; null: it injects none. */
  @Nullable String sidecarImage() {
    return variable("SIDECAR_IMAGE").orElse(null);
  }

  /** The namespaces that it watches; none: all. */
  List<String> watched() {
    return variable("WATCH_NAMESPACES").filter(names -> !names.isBlank()).stream()
        .flatMap(names -> List.of(names.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }

  List<Pod> pods(KubernetesClient client) {
    Map<String, String> labels = deployment.getSpec().getSelector().getMatchLabels();
    return client.pods().inNamespace(namespace()).withLabels(labels).list().getItems();
  }

  int wanted() {
    return Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
  }

  int ready() {
    return deployment.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(deployment.getStatus().getReadyReplicas(), 0);
  }

  private Optional<Container> container() {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(c -> c.getEnv().stream().anyMatch(e -> "WATCH_NAMESPACES".equals(e.getName())))
        .findFirst();
  }

  private Optional<String> variable(String name) {
    return container().stream()
        .flatMap(c -> c.getEnv().stream())
        .filter(e -> name.equals(e.getName()))
        .map(EnvVar::getValue)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
