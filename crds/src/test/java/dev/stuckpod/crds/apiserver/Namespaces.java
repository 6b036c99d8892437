package dev.stuckpod.crds.apiserver;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;

/** Makes the namespaces that tests live in. */
public final class Namespaces {

  /** Of one in which pods get sidecars. */
  public static final Map<String, String> INJECTED = Map.of("stuckpod.dev/inject", "true");

  private Namespaces() {}

  /** Makes one that is not there yet. */
  public static void create(KubernetesClient client, String name) {
    create(client, name, Map.of());
  }

  /** Makes one that is not there yet, with labels. */
  public static void create(KubernetesClient client, String name, Map<String, String> labels) {
    client.resource(of(name, labels)).create();
  }

  /** Makes one, where it is not there. */
  public static void apply(KubernetesClient client, String name) {
    apply(client, name, Map.of());
  }

  /** Makes one, or gives it these labels. */
  public static void apply(KubernetesClient client, String name, Map<String, String> labels) {
    client.resource(of(name, labels)).serverSideApply();
  }

  /** A client of the same server that is at home in one. */
  public static KubernetesClient client(KubernetesClient server, String name) {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(server.getConfiguration()).withNamespace(name).build())
        .build();
  }

  private static Namespace of(String name, Map<String, String> labels) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
