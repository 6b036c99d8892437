package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.opening.Ledger;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.publish.NewStatus;
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
    return WholeObjects.staying(client, LoadTestWindow.class, namespace, name)
        .map(fresh -> new WindowLedger(client, fresh));
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
   * Writes a status, if it differs from what is there. That somebody has changed the metadata in
   * the meantime is no conflict.
   *
   * @throws KubernetesClientException with code 409 when what was read is no longer what is there
   */
  void write(LoadTestWindowStatus status) {
    try {
      window = written(window, status);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      ObjectMeta read = window.getMetadata();
      LoadTestWindow now =
          read(client, read.getNamespace(), read.getName())
              .map(WindowLedger::window)
              .filter(this::saysTheSame)
              .orElseThrow(() -> refused);
      window = written(now, status);
    }
  }

  private LoadTestWindow written(LoadTestWindow read, LoadTestWindowStatus status) {
    if (status.equals(read.getStatus())) {
      return read;
    }
    var changed = new LoadTestWindow();
    changed.setMetadata(read.getMetadata());
    changed.setSpec(read.getSpec());
    changed.setStatus(status);
    return NewStatus.write(client, read, changed, WindowLedger::withoutNotes);
  }

  private static LoadTestWindowStatus withoutNotes(LoadTestWindowStatus status) {
    return LoadTestWindowStatusBuilder.builder(status).notes(List.of()).build();
  }

  /** Whether nothing has changed of what is read of it, but for its metadata. */
  private boolean saysTheSame(LoadTestWindow now) {
    return Objects.equals(now.getMetadata().getUid(), window.getMetadata().getUid())
        && Objects.equals(now.getSpec(), window.getSpec())
        && Objects.equals(now.getStatus(), window.getStatus());
  }
}
