package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.names.LogPath;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens containers' logs through the API server, with timestamps. */
public final class PodLogs {

  private static final Logger LOG = LoggerFactory.getLogger(PodLogs.class);

  private static final long OPEN_SECONDS = 15;

  private final KubernetesClient client;
  private final HttpClient http;
  private final HttpClient plain;

  /** Reads with a client; its requests may stay open for as long as a container lives. */
  public PodLogs(KubernetesClient client) {
    this.client = client;
    this.http = client.getHttpClient();
    this.plain = withoutHttp2(client);
  }

  private static HttpClient withoutHttp2(KubernetesClient client) {
    var config = new ConfigBuilder(client.getConfiguration()).withHttp2Disable(true).build();
    return new KubernetesClientBuilder().withConfig(config).build().getHttpClient();
  }

  /** Which log. */
  public record Container(String namespace, String pod, String name) {}

  /** The log of a container. */
  public ContainerLog of(Container container) {
    return new ContainerLog() {
      @Override
      public InputStream follow(@Nullable Instant since) throws IOException {
        return open(http, container, "&follow=true" + from(since));
      }

      @Override
      public InputStream current(Instant since) throws IOException {
        return open(http, container, from(since));
      }

      @Override
      public InputStream previous(Instant since) throws IOException {
        return open(http, container, "&previous=true" + from(since));
      }

      @Override
      public InputStream followAll() throws IOException {
        return open(plain, container, "&follow=true");
      }

      @Override
      public InputStream currentAll() throws IOException {
        return open(http, container, "");
      }

      @Override
      public InputStream previousAll() throws IOException {
        return open(http, container, "&previous=true");
      }
    };
  }

  /** Without a time to begin at, only the last lines are of interest. */
  private static String from(@Nullable Instant since) {
    return since == null
        ? "&tailLines=10"
        : "&sinceTime=" + URLEncoder.encode(since.toString(), StandardCharsets.UTF_8);
  }

  private InputStream open(HttpClient with, Container container, String query) throws IOException {
    String master = client.getConfiguration().getMasterUrl();
    URI uri =
        URI.create(
            master.replaceFirst("/+$", "")
                + LogPath.of(container.namespace(), container.pod(), container.name())
                + "&timestamps=true"
                + query);
    HttpRequest request =
        with.newHttpRequestBuilder().uri(uri).timeout(0, TimeUnit.SECONDS).forStreaming().build();
    CompletableFuture<HttpResponse<InputStream>> asked = with.sendAsync(request, InputStream.class);
    try {
      HttpResponse<InputStream> response = asked.get(OPEN_SECONDS, TimeUnit.SECONDS);
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
    } catch (ExecutionException e) {
      throw new IOException(
          "The API server does not give the log of %s: %s".formatted(container.pod(), e.getCause()),
          e);
    } catch (TimeoutException e) {
      closeLater(asked);
      throw new IOException(
          "The API server does not give the log of %s within %d seconds"
              .formatted(container.pod(), OPEN_SECONDS),
          e);
    } catch (InterruptedException e) {
      closeLater(asked);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** An answer that comes after all would hold its connection for good. */
  private static void closeLater(CompletableFuture<HttpResponse<InputStream>> asked) {
    var _ = asked.thenAccept(PodLogs::close);
  }

  private static void close(HttpResponse<InputStream> late) {
    try {
      late.body().close();
    } catch (IOException e) {
      LOG.debug("closing a late log: {}", e.getMessage());
    }
  }
}
