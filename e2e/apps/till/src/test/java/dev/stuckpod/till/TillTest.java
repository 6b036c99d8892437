package dev.stuckpod.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TillTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void deadlocksUnderSalesAndRefundsWhileHealthAndMetricsAnswer() throws Exception {
    var till = new Till(0, 0);
    till.start();
    assertThat(post(till, "/sale")).isEqualTo(204);
    assertThat(post(till, "/refund")).isEqualTo(204);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              post(till, "/sale", "/refund");
              return ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
            });

    assertThat(get(till, "/health")).isEqualTo("up\n");
    assertThat(get(till, "/metrics"))
        .containsPattern("jvm_threads_deadlocked_threads [23].0")
        .contains(
            "http_server_requests_seconds_count{method=\"POST\",status=\"204\",uri=\"/sale\"}")
        .containsPattern("http_server_requests_in_progress [1-9]")
        .contains("till_drawer_cents ");
  }

  private int post(Till till, String path) throws IOException, InterruptedException {
    return client.send(request(till, path), BodyHandlers.discarding()).statusCode();
  }

  private void post(Till till, String... paths) {
    for (String path : paths) {
      var _ = client.sendAsync(request(till, path), BodyHandlers.discarding());
    }
  }

  private static HttpRequest request(Till till, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + till.port() + path))
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private String get(Till till, String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + till.managementPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
