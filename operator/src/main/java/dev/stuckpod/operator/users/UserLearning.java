package dev.stuckpod.operator.users;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.inject.facts.ImageUsers;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.turns.Background;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.SidecarStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a sidecar that was injected before anyone knew its app's user: once for each container.
 * Where the two differ the pod is told to be restarted, and what was seen makes the next sidecar
 * fit.
 */
public final class UserLearning {

  private static final Logger LOG = LoggerFactory.getLogger(UserLearning.class);
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final int TRIES = 6;
  private static final int REMEMBERED = 4096;

  private final KubernetesClient client;
  private final Sidecars sidecars;
  private final ImageUsers users;
  private final EventRecorder events;
  private final Background background;
  private final Set<String> begun = Recent.putSet(REMEMBERED);

  /**
   * Asks by these sidecars' clients and tells these users.
   *
   * @param background runs what may wait for a sidecar
   */
  public UserLearning(
      KubernetesClient client,
      Sidecars sidecars,
      ImageUsers users,
      EventRecorder events,
      Background background) {
    this.client = client;
    this.sidecars = sidecars;
    this.users = users;
    this.events = events;
    this.background = background;
  }

  /** Looks at a pod that is new or has changed, and asks where there is something to learn. */
  public void changed(PodView pod) {
    PodView.InjectedSidecar sidecar = pod.sidecar();
    if (sidecar == null
        || (sidecar.uid() != null && sidecar.gid() != null)
        || !(AppContainer.of(pod, null) instanceof AppContainer.Found(String app))) {
      return;
    }
    Optional<String> id = running(pod, app);
    if (id.isPresent() && running(pod, AppContainer.SIDECAR).isPresent() && begin(id.get())) {
      background.run(pod.namespace(), () -> ask(pod, app, id.get(), TRIES));
    }
  }

  private void ask(PodView pod, String app, String containerID, int tries) {
    boolean again;
    try {
      again = !learn(pod, app, containerID);
    } catch (SidecarException failed) {
      again = failed.passing();
    } catch (RuntimeException failed) {
      LOG.debug("{}: {}", pod.name(), failed.getMessage());
      again = true;
    }
    if (again && tries > 1) {
      CompletableFuture.delayedExecutor(LATER.toMillis(), TimeUnit.MILLISECONDS)
          .execute(
              () -> background.run(pod.namespace(), () -> ask(pod, app, containerID, tries - 1)));
    }
  }

  /** Asks; false where the app has not started yet. */
  private boolean learn(PodView view, String app, String containerID) throws SidecarException {
    Pod pod = client.pods().inNamespace(view.namespace()).withName(view.name()).get();
    if (pod == null || !view.uid().equals(pod.getMetadata().getUid())) {
      return true;
    }
    SidecarClient sidecar = sidecars.connect(PodView.of(pod));
    List<ProcessInfo> processes =
        sidecar.processes(containerID.replaceFirst("^.*://", "")).processes();
    if (processes.isEmpty()) {
      return false;
    }
    report(view, pod, app, processes.getFirst(), sidecar.status());
    return true;
  }

  private void report(
      PodView view, Pod pod, String app, ProcessInfo process, SidecarStatus sidecar) {
    String image =
        view.containers().stream()
            .filter(container -> app.equals(container.name()))
            .findFirst()
            .orElseThrow()
            .image();
    users.report(view.namespace(), image, process.uid(), process.gid());
    if (process.uid() != sidecar.uid()) {
      events.record(
          pod,
          Reason.UidMismatch,
          "Container %s runs as %d:%d and its sidecar as %d:%d, which may not look at it: restart the pod, and the next sidecar runs as the app"
              .formatted(app, process.uid(), process.gid(), sidecar.uid(), sidecar.gid()));
    }
  }

  private static Optional<String> running(PodView pod, String container) {
    return pod.facts(container)
        .filter(facts -> facts.state() == ContainerFacts.State.Running)
        .map(ContainerFacts::containerID);
  }

  private boolean begin(String containerID) {
    synchronized (begun) {
      return begun.add(containerID);
    }
  }
}
