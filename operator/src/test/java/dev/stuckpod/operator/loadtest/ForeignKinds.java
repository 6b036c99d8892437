package dev.stuckpod.operator.loadtest;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Locale;
import java.util.Objects;

/** Kinds of others at a real API server: it takes whatever is said of their objects. */
public final class ForeignKinds {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private ForeignKinds() {}

  /** Installs one, as its owner's chart would. */
  public static void install(KubernetesClient client, String group, String version, String kind) {
    String singular = kind.toLowerCase(Locale.ROOT);
    client
        .resource(
            YAML.unmarshal(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %3$ss.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {kind: %4$s, plural: %3$ss, singular: %3$s, listKind: %4$sList}
                  versions:
                  - name: %2$s
                    served: true
                    storage: true
                    subresources: {status: {}}
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """
                    .formatted(group, version, singular, kind),
                CustomResourceDefinition.class))
        .create();
  }

  /** Creates an object of one, as soon as its kind is served. */
  public static GenericKubernetesResource create(KubernetesClient client, String yaml) {
    GenericKubernetesResource object = YAML.unmarshal(yaml, GenericKubernetesResource.class);
    return await()
        .ignoreException(KubernetesClientException.class)
        .until(() -> client.resource(object).create(), Objects::nonNull);
  }
}
