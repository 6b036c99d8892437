package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.door.FreePort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real API server with the chart's MutatingWebhookConfiguration, and nobody who answers: its
 * Service is replaced by an address of this machine.
 */
class SlowWebhookIT {

  private static final String CONFIGURATION = "stuckpod-injection";
  private static final String APPS = "slow-apps";
  private static final int TIMEOUT = 2;

  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    server = new ApiServer();
    client = server.client();
    for (String namespace : List.of(APPS, "stuckpod", "kube-system")) {
      Namespaces.apply(client, namespace, Namespaces.INJECTED);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @AfterEach
  void clear() {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .delete();
  }

  @Test
  void aPodIsCreatedWhereTheWebhookIsDown() throws Exception {
    register(FreePort.find(), "Ignore");

    assertThat(create(APPS).getSpec().getInitContainers()).isEmpty();
  }

  @Test
  void aPodIsCreatedAfterTheTimeoutWhereTheWebhookIsSlow() throws Exception {
    try (var slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      register(slow.getLocalPort(), "Fail");
      heeds(); // whether it is asked at all is seen by who is refused
      register(slow.getLocalPort(), "Ignore");
      Awaitility.await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(create(APPS).getMetadata().getName()).isNotEmpty());

      long began = System.nanoTime();
      assertThat(create(APPS).getSpec().getInitContainers()).isEmpty();

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofSeconds(TIMEOUT).minusMillis(500), Duration.ofSeconds(30));
    }
  }

  /**
   * Else an operator that is away would keep itself, and the cluster's own pods, from coming back.
   */
  @Test
  void ofTheOperatorsOwnNamespaceAndTheClustersNobodyAsks() throws Exception {
    try (var slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      register(slow.getLocalPort(), "Fail");
      heeds();

      assertThat(create("stuckpod").getMetadata().getName()).isNotEmpty();
      assertThat(create("kube-system").getMetadata().getName()).isNotEmpty();
      assertThatThrownBy(() -> create(APPS)).isInstanceOf(KubernetesClientException.class);
    }
  }

  /** The API server needs a moment to see the configuration. */
  private void heeds() {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> create(APPS))
                    .isInstanceOf(KubernetesClientException.class));
  }

  /** As the chart has it, but for where it is and what follows when nobody answers. */
  private void register(int port, String failurePolicy) throws IOException {
    MutatingWebhookConfiguration configuration =
        ChartTest.objects(
                new HelmTemplate(Path.of(Repository.root() + "/charts/stuckpod"))
                    .set("injection.timeoutSeconds", TIMEOUT)
                    .call(),
                MutatingWebhookConfiguration.class)
            .getFirst();
    assertThat(configuration.getMetadata().getName()).isEqualTo(CONFIGURATION);
    configuration
        .getWebhooks()
        .forEach(
            webhook -> {
              assertThat(webhook.getFailurePolicy()).isEqualTo("Ignore");
              webhook.setFailurePolicy(failurePolicy);
              webhook.getClientConfig().setService(null);
              webhook.getClientConfig().setUrl("https://127.0.0.1:%d/inject".formatted(port));
            });
    client.resource(configuration).createOr(NonDeletingOperation::update);
  }

  private Pod create(String namespace) {
    return client
        .pods()
        .inNamespace(namespace)
        .resource(
            new PodBuilder(PlainPod.of(namespace, "slow"))
                .editMetadata()
                .withName(null)
                .withGenerateName("slow-")
                .addToLabels("stuckpod.dev/inject", "true")
                .endMetadata()
                .build())
        .create();
  }
}
