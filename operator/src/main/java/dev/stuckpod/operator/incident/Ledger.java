package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one DumpAnalysis at the API server itself, never from a cache. A status is
 * written with the resourceVersion that was read: should somebody else have written in between,
 * that is an error (409), and nothing has been written.
 */
final class Ledger {

  private final KubernetesClient client;
  private DumpAnalysis analysis;

  private Ledger(KubernetesClient client, DumpAnalysis analysis) {
    this.client = client;
    this.analysis = analysis;
  }

  /** Reads it; null when it is gone or about to go. */
  static @Nullable Ledger read(KubernetesClient client, String namespace, String name) {
    DumpAnalysis fresh =
        client.resources(DumpAnalysis.class).inNamespace(namespace).withName(name).get();
    return fresh == null || fresh.getMetadata().getDeletionTimestamp() != null
        ? null
        : new Ledger(client, fresh);
  }

  DumpAnalysis analysis() {
    return analysis;
  }

  @Nullable DumpAnalysisStatus statusOrNull() {
    return analysis.getStatus();
  }

  /** The status, once it has been announced. */
  DumpAnalysisStatus status() {
    return Objects.requireNonNull(analysis.getStatus(), "announced before anything else");
  }

  /** Writes a status; fails with 409 when what was read is no longer what is there. */
  void write(DumpAnalysisStatus status) {
    analysis.setStatus(status);
    analysis = client.resource(analysis).updateStatus();
  }

  /** Reads the pod that it is about. */
  @Nullable Pod pod() {
    return client
        .pods()
        .inNamespace(analysis.getMetadata().getNamespace())
        .withName(analysis.getSpec().podName())
        .get();
  }
}
