package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is faster than a turn of a window, and when that matters. */
@WithApiServer
class WindowLedgerIT {

  private static final LoadTestWindowStatus RUNNING =
      LoadTestWindowStatusBuilder.builder().load(LoadState.Running).build();
  private static final LoadTestWindowStatus WAITING =
      LoadTestWindowStatusBuilder.builder().load(LoadState.Waiting).build();

  private final KubernetesClient client;

  WindowLedgerIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void make() {
    await()
        .ignoreException(KubernetesClientException.class)
        .until(() -> window().get() == null); // that of before
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: ledger, namespace: default}
                spec: {selector: {matchLabels: {app: hub}}}
                """,
                LoadTestWindow.class))
        .create();
  }

  @AfterEach
  void delete() {
    window().delete();
  }

  @Test
  void whoSaysThatTheLoadRunsHoldsNobodyUp() {
    WindowLedger ledger = read();
    assertThat(ledger.loadRuns()).isNull();

    beat(1);
    ledger.write(WAITING);
    beat(2);
    ledger.write(RUNNING);

    assertThat(read().status()).isEqualTo(RUNNING);
    assertThat(read().loadRuns()).isEqualTo("2");
  }

  @Test
  void whoWasFasterIsReadFirst() {
    WindowLedger ledger = read();
    beat(1);
    read().write(RUNNING);

    assertThatThrownBy(() -> ledger.write(WAITING))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getCode()).isEqualTo(409));
    assertThat(read().status()).isEqualTo(RUNNING);
  }

  @Test
  void soIsWhoHasClosedIt() {
    WindowLedger ledger = read();
    window().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ended\":true}}");

    assertThatThrownBy(() -> ledger.write(WAITING))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getCode()).isEqualTo(409));
  }

  private void beat(int times) {
    window()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}"
                .formatted(LoadTestWindow.LOAD_RUNS_ANNOTATION, times));
  }

  private WindowLedger read() {
    return WindowLedger.read(client, "default", "ledger").orElseThrow();
  }

  private Resource<LoadTestWindow> window() {
    return client.resources(LoadTestWindow.class).inNamespace("default").withName("ledger");
  }
}
