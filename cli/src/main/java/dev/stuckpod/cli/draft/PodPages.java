package dev.stuckpod.cli.draft;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Addresses;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads pods' pages of metrics through the API server's proxy, as the person who asks.
 *
 * @param says who is asked next: one that hangs is waited for
 */
record PodPages(KubernetesClient client, Consumer<String> says) {

  private static final long PATIENCE_SECONDS = 10;
  private static final int LONGEST_REFUSAL = 4096;

  /** A page, and where it was. */
  record Found(Address address, Page page) {}

  /** Finds the first address of a pod that answers with metrics. */
  Optional<Found> find(Pod pod, String container) throws CommandException, InterruptedException {
    for (Address address : Addresses.of(pod, container, null, List.of())) {
      says.accept(
          "Asking pod %s for metrics, at port %d, %s."
              .formatted(pod.getMetadata().getName(), address.port(), address.path()));
      Optional<Page> page = read(pod, address);
      if (page.isPresent() && page.get().series() > 0) {
        return page.map(one -> new Found(address, one));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads one; empty where it does not answer, or not so.
   *
   * @throws CommandException if the person may not
   */
  Optional<Page> read(Pod pod, Address address) throws CommandException, InterruptedException {
    URI uri =
        URI.create(client.getMasterUrl().toString())
            .resolve(
                "api/v1/namespaces/%s/pods/%s:%d/proxy%s"
                    .formatted(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        address.port(),
                        address.path()));
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(uri).header("Accept", "text/plain").build();
    try {
      HttpResponse<InputStream> answer =
          http.sendAsync(request, InputStream.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      try (InputStream body = answer.body()) {
        if (answer.code() == HttpURLConnection.HTTP_FORBIDDEN && isOfApiServer(body)) {
          throw new CommandException(
              "You may not look at pods through the API server: it needs the right to get"
                  + " pods/proxy in namespace "
                  + pod.getMetadata().getNamespace());
        }
        return answer.isSuccessful() ? Optional.of(Page.read(body)) : Optional.empty();
      }
    } catch (ExecutionException failed) {
      throw new CommandException(
          "The API server does not answer: " + Sentence.root(failed), failed);
    } catch (TimeoutException | IOException late) {
      return Optional.empty();
    }
  }

  /** The app may forbid it, too. */
  private static boolean isOfApiServer(InputStream body) throws IOException {
    return new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8)
        .contains("pods/proxy");
  }
}
