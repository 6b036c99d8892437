package dev.stuckpod.operator.readings.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.scraped.Unscraped;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** What an API server of today would not take any more, and may have from before. */
class SourcesTest {

  private static final Rule RULE = new Rule.ScrapeHang("hang", 3);
  private static final List<AskedPod> POD = List.of(new AskedPod("hub", "hub", Instant.EPOCH));

  @Test
  void aSourceOfBeforeWithCredentialsOverPlainHttpIsNotAsked() throws IOException {
    try (var api = new MockWebServer();
        var metrics = new MockWebServer()) {
      metrics.start();
      api.enqueue(
          new MockResponse(
              200,
              Headers.of("Content-Type", "application/json"),
              """
              {"apiVersion": "stuckpod.dev/v1alpha1", "kind": "MetricsSource",
               "metadata": {"name": "default"},
               "spec": {"url": "%s", "auth": {"bearerTokenSecret": {"name": "a", "key": "b"}}}}
              """
                  .formatted(metrics.url("/"))));
      api.start();
      var config = new ConfigBuilder().withMasterUrl(api.url("/").toString()).build();
      try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
        Answer answer =
            new Sources(client, "stuckpod", Unscraped.with(client), Clock.systemUTC())
                .named("default")
                .ask(RULE, "shop", POD, null);

        assertThat(answer)
            .isInstanceOfSatisfying(
                Answer.Missing.class,
                missing -> {
                  assertThat(missing.failure()).isEqualTo(Failure.CredentialsExposed);
                  assertThat(missing.message()).contains("use https://", "auth.plainHttp: true");
                });
      }
      assertThat(api.getRequestCount()).as("no Secret is read").isEqualTo(1);
      assertThat(metrics.getRequestCount()).isZero();
    }
  }
}
