package dev.stuckpod.operator.users;

import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.inject.ImageUsers;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import dev.stuckpod.sidecar.protocol.SidecarStatus;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a sidecar that was injected before anyone knew its app's user: once for each container.
 * Where the two differ the pod is told to be restarted, and what was seen makes the next sidecar
 * fit.
 */
@ControllerConfiguration(
    name = "users",
    generationAwareEventProcessing = false, // a pod's status has no generation
    informer = @Informer(labelSelector = SidecarContainer.LABEL + "=true"))
public final class UserReconciler implements Reconciler<Pod> {

  private static final Duration LATER = Duration.ofSeconds(10);
  private static final int REMEMBERED = 4096;

  private final Sidecars sidecars;
  private final ImageUsers users;
  private final EventRecorder events;
  private final Set<String> asked =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Asks by these sidecars' clients and tells these users. */
  public UserReconciler(Sidecars sidecars, ImageUsers users, EventRecorder events) {
    this.sidecars = sidecars;
    this.users = users;
    this.events = events;
  }

  @Override
  public UpdateControl<Pod> reconcile(Pod pod, Context<Pod> context) {
    Optional<Container> sidecar = SidecarContainer.of(pod);
    if (sidecar.isEmpty()
        || SidecarUser.isComplete(SidecarUser.of(sidecar.get()))
        || !(AppContainer.of(pod, null) instanceof AppContainer.Found(String app))) {
      return UpdateControl.noUpdate();
    }
    Optional<String> id = running(pod, app);
    if (id.isEmpty() || running(pod, AppContainer.SIDECAR).isEmpty() || known(id.get())) {
      return UpdateControl.noUpdate();
    }
    try {
      var client = sidecars.connect(pod);
      List<ProcessInfo> processes =
          client.processes(id.get().replaceFirst("^.*://", "")).processes();
      if (processes.isEmpty()) {
        return UpdateControl.<Pod>noUpdate().rescheduleAfter(LATER);
      }
      learn(pod, app, processes.getFirst(), client.status());
      remember(id.get());
    } catch (SidecarException failed) {
      if (failed.passing()) {
        return UpdateControl.<Pod>noUpdate().rescheduleAfter(LATER);
      }
      remember(id.get());
    }
    return UpdateControl.noUpdate();
  }

  private void learn(Pod pod, String app, ProcessInfo process, SidecarStatus sidecar) {
    String image =
        pod.getSpec().getContainers().stream()
            .filter(container -> app.equals(container.getName()))
            .findFirst()
            .orElseThrow()
            .getImage();
    users.report(pod.getMetadata().getNamespace(), image, process.uid(), process.gid());
    if (process.uid() != sidecar.uid()) {
      events.record(
          pod,
          Reason.UidMismatch,
          "Container %s runs as %d:%d and its sidecar as %d:%d, which may not look at it: restart the pod, and the next sidecar runs as the app"
              .formatted(app, process.uid(), process.gid(), sidecar.uid(), sidecar.gid()));
    }
  }

  private static Optional<String> running(Pod pod, String container) {
    return ContainerFacts.of(pod, container)
        .filter(facts -> facts.state() == ContainerFacts.State.Running)
        .map(ContainerFacts::containerID);
  }

  private synchronized boolean known(String containerID) {
    return asked.contains(containerID);
  }

  private synchronized void remember(String containerID) {
    asked.add(containerID);
  }
}
