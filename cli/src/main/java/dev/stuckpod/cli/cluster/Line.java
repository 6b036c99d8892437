package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Wire;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
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
 * @param wire knows who asks
 * @param server address of the API server
 */
public record Line(Wire wire, String server, String namespace) {

  private static final long PATIENCE_SECONDS = 60;

  /** That of a client, for as long as it is open. */
  static Line of(KubernetesClient client) {
    return of(client.getHttpClient(), client.getMasterUrl().toString(), client.getNamespace());
  }

  /** That of the library's HTTP client alone, for as long as it is open. */
  static Line of(HttpClient http, String server, String namespace) {
    return new Line((address, form) -> get(http, address, form), server, namespace);
  }

  private static Wire.Answer get(HttpClient http, URI address, String form) throws IOException {
    var request = http.newHttpRequestBuilder().uri(address).header("Accept", form);
    try {
      HttpResponse<String> answer =
          http.sendAsync(request.build(), String.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Wire.Answer(answer.code(), answer.body());
    } catch (ExecutionException | TimeoutException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(stopped);
    }
  }

  /**
   * Where DumpAnalyses are. It is written down, because to find it in their annotations takes a
   * tenth of the time of a short command.
   *
   * @param namespace null: those of all
   */
  static String analyses(@Nullable String namespace) {
    String of = namespace == null ? "" : "namespaces/" + encoded(namespace) + "/";
    return "apis/stuckpod.dev/v1alpha1/" + of + "dumpanalyses";
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
    String root = server.endsWith("/") ? server : server + "/";
    try {
      Wire.Answer answer = wire.get(URI.create(root).resolve(path), form);
      if (!answer.isGood()) {
        throw refused(answer);
      }
      return answer.text();
    } catch (IOException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    }
  }

  /** What is no API server says nothing that could be read. */
  private static KubernetesClientException refused(Wire.Answer answer) {
    try {
      Status status = Serialization.unmarshal(answer.text(), Status.class);
      return new KubernetesClientException(status.getMessage(), answer.code(), status);
    } catch (RuntimeException unreadable) {
      return new KubernetesClientException("HTTP " + answer.code(), answer.code(), null);
    }
  }
}
