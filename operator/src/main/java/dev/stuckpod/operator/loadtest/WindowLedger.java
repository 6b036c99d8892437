package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.opening.Ledger;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.publish.FitObject;
import dev.stuckpod.operator.publish.TooLarge;
import dev.stuckpod.operator.publish.WholeObjects;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A window as it was read from the API server. It is written with the resourceVersion that was read
 * and not again after a 409: whoever was faster is read first. Only who runs the load, and says so
 * every few seconds, makes nobody begin anew.
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

  /** What whoever runs the load has written last; null where nobody has. */
  @Nullable String loadRuns() {
    Map<String, String> annotations = window.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(LoadTestWindow.LOAD_RUNS_ANNOTATION);
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
   * @throws KubernetesClientException with code 409 when what was read is no longer what is there
   */
  void write(LoadTestWindowStatus status) {
    if (status.equals(window.getStatus())) {
      return;
    }
    var changed = new LoadTestWindow();
    changed.setMetadata(window.getMetadata());
    changed.setSpec(window.getSpec());
    changed.setStatus(status);
    FitObject<LoadTestWindow> fit = FitObject.of(changed);
    if (fit.get().getStatus().equals(window.getStatus())) {
      return;
    }
    try {
      put(fit);
    } catch (KubernetesClientException refused) {
      if (!TooLarge.isSaidBy(refused)) {
        throw refused;
      }
      fit.get()
          .setStatus(
              LoadTestWindowStatusBuilder.builder(fit.get().getStatus()).notes(List.of()).build());
      put(fit);
    }
  }

  private void put(FitObject<LoadTestWindow> fit) {
    try {
      window = fit.updateStatus(client);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      ObjectMeta read = window.getMetadata();
      ObjectMeta now =
          read(client, read.getNamespace(), read.getName())
              .map(WindowLedger::window)
              .filter(this::saysTheSame)
              .orElseThrow(() -> refused)
              .getMetadata();
      fit.get().setMetadata(now);
      window = fit.updateStatus(client);
    }
  }

  /** Whether nothing has changed of what is read of it, but for its metadata. */
  private boolean saysTheSame(LoadTestWindow now) {
    return Objects.equals(now.getMetadata().getUid(), window.getMetadata().getUid())
        && Objects.equals(now.getSpec(), window.getSpec())
        && Objects.equals(now.getStatus(), window.getStatus());
  }
}
