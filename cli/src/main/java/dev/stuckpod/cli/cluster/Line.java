package dev.stuckpod.cli.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of a cluster, of which is asked by HTTP alone: what the client library makes beside
 * that, a short command need not wait for.
 *
 * @param http knows who asks
 * @param server address of the API server
 */
public record Line(HttpClient http, String server, String namespace) {

  private static final long PATIENCE_SECONDS = 60;

  /** That of a client, for as long as it is open. */
  static Line of(KubernetesClient client) {
    return new Line(
        client.getHttpClient(), client.getMasterUrl().toString(), client.getNamespace());
  }

  /**
   * Where objects of a kind are.
   *
   * @param namespace null: those of all
   */
  static String path(Class<? extends HasMetadata> kind, @Nullable String namespace) {
    String of = namespace == null ? "" : "namespaces/" + encoded(namespace) + "/";
    return "apis/%s/%s%s"
        .formatted(HasMetadata.getApiVersion(kind), of, HasMetadata.getPlural(kind));
  }

  /** A text as a part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Gets what stands at a path, as text.
   *
   * @param form that is wanted, as {@code Accept} names it
   * @throws KubernetesClientException where the API server refuses, or does not answer
   */
  String get(String path, String form) {
    URI uri = URI.create(server).resolve(path);
    var request = http.newHttpRequestBuilder().uri(uri).header("Accept", form);
    try {
      HttpResponse<String> answer =
          http.sendAsync(request.build(), String.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!answer.isSuccessful()) {
        throw refused(answer);
      }
      return answer.body();
    } catch (ExecutionException | TimeoutException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(stopped);
    }
  }

  /** What is no API server says nothing that could be read. */
  private static KubernetesClientException refused(HttpResponse<String> answer) {
    try {
      Status status = Serialization.unmarshal(answer.body(), Status.class);
      return new KubernetesClientException(status.getMessage(), answer.code(), status);
    } catch (RuntimeException unreadable) {
      return new KubernetesClientException("HTTP " + answer.code(), answer.code(), null);
    }
  }
}
