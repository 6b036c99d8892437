package dev.stuckpod.operator.loadtest.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;

/** How an object was when it was deleted, of the API server's history of the last minutes. */
final class LastWords {

  /**
   * So long the API server goes on telling what happens when it has told what has; it takes whole
   * seconds.
   */
  private static final int SECONDS = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  LastWords(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Asks for the first that was deleted since. It takes a second.
   *
   * @param since resource version of a list in which it was
   * @return empty where the history does not say it, or not any more
   */
  Optional<GenericKubernetesResource> of(
      ResourceDefinitionContext kind, String namespace, String name, String since) {
    // 1 and not true: these events are read to their end, and only what is needed of each is taken
    String path =
        "/apis/%s/%s/namespaces/%s/%s?watch=1&timeoutSeconds=%d&resourceVersion=%s&fieldSelector=metadata.name%%3D%s"
            .formatted(
                kind.getGroup(),
                kind.getVersion(),
                namespace,
                kind.getPlural(),
                SECONDS,
                since,
                name);
    try {
      return deleted(Objects.requireNonNullElse(client.raw(path), ""));
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_GONE) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private Optional<GenericKubernetesResource> deleted(String events) {
    try (MappingIterator<JsonNode> each = JSON.readerFor(JsonNode.class).readValues(events)) {
      while (each.hasNextValue()) {
        JsonNode event = each.nextValue();
        if (event.path("type").asText().equals("DELETED")) {
          return Optional.of(
              client
                  .getKubernetesSerialization()
                  .convertValue(event.path("object"), GenericKubernetesResource.class));
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
