package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.opening.Ledger;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.publish.NewStatus;
import dev.stuckpod.operator.publish.WholeObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * A window as it was read from the API server. It is written with the resourceVersion that was read
 * and never again after a 409: whoever was faster is read first.
 */
final class WindowLedger implements Ledger {

  private final KubernetesClient client;
  private LoadTestWindow window;

  private WindowLedger(KubernetesClient client, LoadTestWindow window) {
    this.client = client;
    this.window = window;
  }

  /** Reads it; empty when it is gone or about to go. */
  static Optional<WindowLedger> read(KubernetesClient client, String namespace, String name) {
    LoadTestWindow fresh =
        WholeObjects.receive(
            () ->
                client.resources(LoadTestWindow.class).inNamespace(namespace).withName(name).get());
    return fresh == null || fresh.getMetadata().getDeletionTimestamp() != null
        ? Optional.empty()
        : Optional.of(new WindowLedger(client, fresh));
  }

  LoadTestWindow window() {
    return window;
  }

  LoadTestWindowStatus status() {
    return window.getStatus() == null
        ? LoadTestWindowStatusBuilder.builder().build()
        : window.getStatus();
  }

  @Override
  public Slots slots() {
    return Slots.of(status().slots());
  }

  /** Writes slots and leaves the rest of the status as it is. */
  @Override
  public void write(Slots slots) {
    write(LoadTestWindowStatusBuilder.builder(status()).slots(slots.all()).build());
  }

  /**
   * Writes a status, if it differs from what is there.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when what was read
   *     is no longer what is there
   */
  void write(LoadTestWindowStatus status) {
    if (status.equals(window.getStatus())) {
      return;
    }
    var changed = new LoadTestWindow();
    changed.setMetadata(window.getMetadata());
    changed.setSpec(window.getSpec());
    changed.setStatus(status);
    window = NewStatus.write(client, window, changed, WindowLedger::withoutNotes);
  }

  private static LoadTestWindowStatus withoutNotes(LoadTestWindowStatus status) {
    return LoadTestWindowStatusBuilder.builder(status).notes(List.of()).build();
  }
}
