package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tells teams as the chart configures it, with the rights that it gives, over restarts. */
class NotifyingOperatorIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String DEADLOCK =
      """
      fatal error: all goroutines are asleep - deadlock!

      goroutine 1 [sync.Mutex.Lock]:
      sync.runtime_SemacquireMutex(0xc000012034, 0x0, 0x1)
      \t/go/src/runtime/sema.go:95 +0x25
      sync.(*Mutex).lockSlow(0xc000012030)
      \t/go/src/sync/mutex.go:173 +0x15d
      sync.(*Mutex).Lock(...)
      \t/go/src/sync/mutex.go:92
      main.main()
      \t/src/main.go:20 +0x3a
      """;

  private @TempDir Path folder = Path.of("");

  @Test
  void tellsOfAnIncidentOnceOverRestarts() throws Exception {
    try (var hook = new MockWebServer();
        var server = new ApiServer();
        KubernetesClient client = server.client()) {
      hook.start();
      String url = hook.url("/services/hidden").toString();
      try (var operator =
          new InstalledOperator(
              server,
              client,
              folder,
              "injection.enabled=false",
              "notifications[0].name=oncall",
              "notifications[0].type=webhook",
              "notifications[0].secretRef.name=hook",
              "notifications[0].secretRef.key=url",
              "notifications[0].plainHttp=true")) {
        secret(client, url);
        Namespaces.create(client, "shop");
        var captured = new CapturedDumps(client, "shop", folder);
        captured.create("first", DEADLOCK);
        hook.enqueue(new MockResponse(503, Headers.of(), "later /services/hidden"));
        operator.start();
        await().atMost(PATIENCE).until(() -> !told(client, "first").isEmpty());
        await().atMost(PATIENCE).until(() -> hook.getRequestCount() == 1);
        RecordedRequest refused = hook.takeRequest();
        await().atMost(PATIENCE).until(() -> told(client, "first").getFirst().message() != null);
        operator.crash(); // with one that is not told yet

        hook.enqueue(new MockResponse(200, Headers.of(), "ok"));
        operator.start();
        awaitSent(client, "first");
        RecordedRequest taken = hook.takeRequest();
        operator.stop();

        hook.enqueue(new MockResponse(200, Headers.of(), "ok"));
        operator.start();
        captured.create("second", DEADLOCK);
        awaitSent(client, "second");

        assertThat(hook.getRequestCount()).as("the first is not told again").isEqualTo(3);
        JsonNode payload = json(taken);
        assertThat(payload.at("/sentence").asText()).startsWith("Deadlock (");
        assertThat(payload.at("/command").asText())
            .isEqualTo("kubectl stuckpod show first -n shop");
        assertThat(json(refused).get("id")).isEqualTo(payload.get("id"));
        assertThat(json(hook.takeRequest()).at("/analysis").asText()).isEqualTo("second");
        assertThat(operator.log())
            .contains("shop/first: oncall was told")
            .doesNotContain("hidden")
            .doesNotContainIgnoringCase("forbidden");
      }
    }
  }

  private static void secret(KubernetesClient client, String url) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("hook")
                .withNamespace(InstalledOperator.NAMESPACE)
                .endMetadata()
                .addToStringData("url", url)
                .build())
        .create();
  }

  private static List<Notified> told(KubernetesClient client, String name) {
    var status =
        client
            .resources(DumpAnalysis.class)
            .inNamespace("shop")
            .withName(name)
            .require()
            .getStatus();
    return status.notified() == null ? List.of() : status.notified();
  }

  private static void awaitSent(KubernetesClient client, String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                told(client, name).stream()
                    .map(Notified::outcome)
                    .toList()
                    .equals(List.of("Sent")));
  }

  private static JsonNode json(RecordedRequest request) throws Exception {
    return new ObjectMapper().readTree(Objects.requireNonNull(request.getBody()).utf8());
  }
}
