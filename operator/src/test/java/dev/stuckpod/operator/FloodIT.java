package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.door.FreePort;
import dev.stuckpod.door.flood.Flood;
import dev.stuckpod.operator.inject.WebhookSecret;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator with its image's memory beside a real API server, and strangers at all of its ports.
 * Memory that is short anywhere ends it.
 */
@WithApiServer
class FloodIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String STRANGER = "127.0.0.2";
  private static final String NAMESPACE = "flooded";
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final int TIMES = 20;

  private final KubernetesClient client;
  private final ApiServer server;
  private @TempDir Path folder = Path.of("");
  private final List<Integer> ports = new ArrayList<>();
  private @Nullable Process operator;

  FloodIT(ApiServer server, KubernetesClient client) {
    this.client = client;
    this.server = server;
  }

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < 3; i++) {
      ports.add(FreePort.find());
    }
    var secret = new WebhookSecret(folder.resolve("certificate"));
    configure(secret);
    var builder = OperatorProcess.logging(folder.resolve("log"), "@jvm.flags");
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", server.kubeconfig(folder.resolve("kubeconfig")).toString(),
                "SPOOL", folder.resolve("spool").toString(),
                "POD_NAMESPACE", NAMESPACE,
                "POD_NAME", "operator",
                "METRICS_PORT", ports.get(0).toString(),
                "HEALTH_PORT", ports.get(1).toString(),
                "WEBHOOK_PORT", ports.get(2).toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "WEBHOOK_CERTIFICATE", secret.folder().toString(),
                "SIDECAR_IMAGE", "sidecar:1",
                "SIDECAR_RESOURCES", "{}",
                "SIDECAR_GUARANTEED", "{\"limits\": {\"cpu\": \"100m\", \"memory\": \"128Mi\"}}"));
    operator = builder.start();
    await()
        .atMost(PATIENCE)
        .until(() -> "ok\n".equals(OperatorProcess.page(ports.get(1), "/readyz")));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> injected(create("first")));
  }

  @AfterEach
  void end() {
    if (operator != null) {
      operator.destroyForcibly().onExit().join();
    }
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(NAMESPACE)
        .delete();
  }

  @Test
  void strangersAtEveryPortKeepNoPodNoScrapeAndNoProbeAway() throws Exception {
    byte[] header = Flood.endlessHeader();
    byte[] handshake = Flood.handshake();
    try (var _ = new Flood(ports.get(0), 146, STRANGER, header, AT_ONCE);
        var _ = new Flood(ports.get(1), 146, STRANGER, header, AT_ONCE);
        var _ = new Flood(ports.get(2), 1617, STRANGER, handshake, Duration.ofSeconds(1))) {
      for (int i = 0; i < TIMES; i++) {
        assertThat(injected(create("pod-" + i))).as("pod %d has its sidecar", i).isTrue();
        assertThat(OperatorProcess.page(ports.get(0), "/metrics")).contains("stuckpod_injections");
        assertThat(OperatorProcess.page(ports.get(1), "/healthz")).isEqualTo("ok\n");
      }
    }
    assertThat(operator)
        .as(Files.readString(folder.resolve("log")))
        .returns(true, Process::isAlive);
  }

  /** As the chart does, but that a pod is refused when nobody answers. */
  private void configure(WebhookSecret secret) {
    Namespaces.create(client, NAMESPACE);
    Namespaces.create(client, "shop", Namespaces.INJECTED);
    client.resource(secret.configuration(NAMESPACE, ports.get(2), "Fail").build()).create();
  }

  private Pod create(String name) throws KubernetesClientException {
    return client.resource(PlainPod.of("shop", name)).create();
  }

  private static boolean injected(Pod pod) {
    return SidecarContainer.of(pod).isPresent();
  }
}
