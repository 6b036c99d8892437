package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.door.FreePort;
import dev.stuckpod.operator.alerts.Payloads;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.policy.HubPolicies;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas as processes of their own, beside a real API server: one takes alerts. */
@WithApiServer
class AlertsProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KubernetesClient client;
  private final ApiServer server;
  private final List<Process> processes = new ArrayList<>();
  private @TempDir Path folder = Path.of("");

  AlertsProcessIT(ApiServer server, KubernetesClient client) {
    this.client = client;
    this.server = server;
  }

  @AfterEach
  void end() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }

  @Test
  void theLeaderTakesAlertsAndTheOthersHaveThemSentAgain() throws Exception {
    String namespace = "process-alerts";
    Namespaces.create(client, namespace);
    HubPods.run(client, HubPods.of(namespace, "hub-0"));
    client.resource(HubPolicies.of(namespace, "alerts", "onAlert: {}")).create();
    Path token = Files.writeString(folder.resolve("token"), "secret");
    int first = start(namespace, "first", token);
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.metric(first, "stuckpod_leading"), "1.0"::equals);
    int second = start(namespace, "second", token);
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.page(second + 1, "/readyz"), "ok\n"::equals);
    String payload =
        Payloads.of(
            Payloads.firing(
                "00ff", "2026-01-15T12:00:00Z", Map.of("namespace", namespace, "pod", "hub-0")));

    assertThat(post(second + 2, payload)).isEqualTo(503);
    await().atMost(PATIENCE).until(() -> post(first + 2, payload), code -> code == 200);
    assertThat(post(first + 2, payload)).isEqualTo(200);

    assertThat(client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems())
        .singleElement()
        .satisfies(incident -> assertThat(incident.getSpec().podName()).isEqualTo("hub-0"));
    StuckPolicy policy =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    client
                        .resources(StuckPolicy.class)
                        .inNamespace(namespace)
                        .withName("alerts")
                        .get(),
                read -> read.getStatus() != null && read.getStatus().conditions() != null);
    assertThat(policy.getStatus().alerts()).hasSize(1);
    assertThat(policy.getStatus().conditions())
        .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
        .contains(
            tuple("Ready", "True", "Evaluating"), tuple("MetricsAvailable", "Unknown", "NoRules"));
  }

  private static int post(int port, String payload) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/alerts"))
              .header("Authorization", "Bearer secret")
              .POST(HttpRequest.BodyPublishers.ofString(payload))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  /** Starts a replica; /metrics is on the port returned, health and alerts on the next. */
  private int start(String namespace, String name, Path token) throws IOException {
    int port = FreePort.row(3);
    var builder = OperatorProcess.logging(folder.resolve(name + ".log"));
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", server.kubeconfig(folder.resolve("kubeconfig")).toString(),
                "SPOOL", folder.resolve(name).toString(),
                "POD_NAMESPACE", namespace,
                "WATCH_NAMESPACES", namespace,
                "POD_NAME", name,
                "METRICS_PORT", Integer.toString(port),
                "HEALTH_PORT", Integer.toString(port + 1),
                "ALERTS_PORT", Integer.toString(port + 2),
                "ALERTS_TOKEN", token.toString()));
    processes.add(builder.start());
    return port;
  }
}
