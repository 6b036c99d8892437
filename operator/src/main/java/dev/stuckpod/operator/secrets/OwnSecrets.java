package dev.stuckpod.operator.secrets;

import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads keys of Secrets of the operator's own namespace, anew each time. */
public final class OwnSecrets {

  private final KubernetesClient client;
  private final String namespace;

  /**
   * Reads with a client.
   *
   * @param namespace the operator's own
   */
  public OwnSecrets(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What came of it. */
  public sealed interface Read {}

  /** What is there, without white space around it. */
  public record Found(String value) implements Read {}

  /** There is no such Secret, or no such key in it; a sentence says so. */
  public record Missing(String sentence) implements Read {}

  /** The operator may not read it. */
  public record Forbidden() implements Read {}

  /**
   * Reads one key.
   *
   * @throws KubernetesClientException if the API server fails
   */
  public Read read(SecretKeyRef ref) {
    Secret secret;
    try {
      secret = client.secrets().inNamespace(namespace).withName(ref.name()).get();
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw failed;
      }
      return new Forbidden();
    }
    String value =
        secret == null || secret.getData() == null ? null : secret.getData().get(ref.key());
    return value == null
        ? new Missing(
            "Secret %s in namespace %s has no key %s: create it there, where the operator runs."
                .formatted(ref.name(), namespace, ref.key()))
        : new Found(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip());
  }
}
