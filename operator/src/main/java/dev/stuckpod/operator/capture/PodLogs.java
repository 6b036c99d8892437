package dev.stuckpod.operator.capture;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Opens containers' logs through the API server, with timestamps. */
public final class PodLogs {

  private static final long OPEN_SECONDS = 15;

  private final KubernetesClient client;
  private final HttpClient http;
  private final HttpClient plain;

  /** Reads with a client; its requests may stay open for as long as a container lives. */
  public PodLogs(KubernetesClient client) {
    this(client, client.getHttpClient(), withoutHttp2(client));
  }

  private PodLogs(KubernetesClient client, HttpClient http, HttpClient plain) {
    this.client = client;
    this.http = http;
    this.plain = plain;
  }

  private static HttpClient withoutHttp2(KubernetesClient client) {
    var config = new ConfigBuilder(client.getConfiguration()).withHttp2Disable(true).build();
    return new KubernetesClientBuilder().withConfig(config).build().getHttpClient();
  }

  /**
   * Reads with a connection of its own for each log, HTTP/1.1, so that what is not read yet waits
   * at the other end and not here.
   */
  public PodLogs unbuffered() {
    return new PodLogs(client, plain, plain);
  }

  /** Which log. */
  public record Container(String namespace, String pod, String name) {}

  /**
   * Opens the log of the running container and follows it; returns once the API server has
   * answered.
   */
  public InputStream follow(Container container, @Nullable Instant since) throws IOException {
    return open(container, "&follow=true" + from(since));
  }

  /** Opens what there is of the container's log now. */
  public InputStream current(Container container, @Nullable Instant since) throws IOException {
    return open(container, from(since));
  }

  /** Opens the log of the container that ran before this one. */
  public InputStream previous(Container container, @Nullable Instant since) throws IOException {
    return open(container, "&previous=true" + from(since));
  }

  /** Opens the log of the running container from its file's first line and follows it. */
  public InputStream followAll(Container container) throws IOException {
    return open(container, "&follow=true");
  }

  /** Opens the file that the running container's log is in now. */
  public InputStream currentAll(Container container) throws IOException {
    return open(container, "");
  }

  /** Opens the file that the log of the container that ran before was last in. */
  public InputStream previousAll(Container container) throws IOException {
    return open(container, "&previous=true");
  }

  /** Without a time to begin at, only the last lines are of interest. */
  private static String from(@Nullable Instant since) {
    return since == null
        ? "&tailLines=10"
        : "&sinceTime=" + URLEncoder.encode(since.toString(), StandardCharsets.UTF_8);
  }

  private InputStream open(Container container, String query) throws IOException {
    String master = client.getConfiguration().getMasterUrl();
    URI uri =
        URI.create(
            "%s%sapi/v1/namespaces/%s/pods/%s/log?container=%s&timestamps=true%s"
                .formatted(
                    master,
                    master.endsWith("/") ? "" : "/",
                    container.namespace(),
                    container.pod(),
                    container.name(),
                    query));
    HttpRequest request =
        http.newHttpRequestBuilder().uri(uri).timeout(0, TimeUnit.SECONDS).forStreaming().build();
    try {
      HttpResponse<InputStream> response =
          http.sendAsync(request, InputStream.class).get(OPEN_SECONDS, TimeUnit.SECONDS);
      if (response.code() != HttpURLConnection.HTTP_OK) {
        try (InputStream body = response.body()) {
          throw new IOException(
              "The log of %s cannot be read: %d %s"
                  .formatted(
                      container.pod(),
                      response.code(),
                      new String(body.readNBytes(500), StandardCharsets.UTF_8).strip()));
        }
      }
      return response.body();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The API server does not give the log of " + container.pod(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
