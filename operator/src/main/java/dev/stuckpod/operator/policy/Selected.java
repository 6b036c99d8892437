package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.CaptureReadyReason;
import dev.stuckpod.crds.v1alpha1.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.PodNote;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.PodState;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod that a policy selects, reduced to what evaluation needs.
 *
 * @param name of the pod
 * @param facts empty when it cannot be said which container is the app's
 * @param notCapturable why no dump could be taken of it now
 * @param notReadable why it could not be taken by ProcMem, though in another way
 */
record Selected(
    String name,
    Optional<PodFacts> facts,
    Optional<PodNote> notCapturable,
    Optional<PodNote> notReadable) {

  static Selected of(Pod pod, @Nullable String container) {
    String name = pod.getMetadata().getName();
    return switch (AppContainer.of(pod, container)) {
      case AppContainer.Found(String app) ->
          new Selected(name, Optional.of(facts(pod, app)), sidecarMissing(pod), Optional.empty());
      case AppContainer.NotFound(var _, String message) ->
          new Selected(
              name,
              Optional.empty(),
              Optional.of(note(pod, CaptureReadyReason.ContainerUnclear, message)),
              Optional.empty());
    };
  }

  /**
   * Adds what a capture would come to.
   *
   * @param processes what the sidecar sees, the app's first; empty where that is not known
   */
  Selected foreseen(List<ProcessInfo> processes, @Nullable CaptureSpec capture) {
    if (processes.isEmpty() || notCapturable.isPresent()) {
      return this;
    }
    List<CaptureMethod> named = capture == null ? null : capture.methods();
    return switch (CapturePlan.next(
        named == null ? CapturePlan.LADDER : named,
        capture != null && Boolean.TRUE.equals(capture.allowRestart()),
        processes,
        Set.of())) {
      case CapturePlan.Step.GiveUp(CapturedReason reason, String message) ->
          new Selected(
              name,
              facts,
              Optional.of(Rows.note(name, CaptureReadyReason.of(reason).name(), message)),
              Optional.empty());
      case CapturePlan.Step.Use use ->
          new Selected(
              name,
              facts,
              Optional.empty(),
              use.passedOver().stream()
                  .filter(info -> info.method() == Method.ProcMem)
                  .findFirst()
                  .map(
                      info ->
                          Rows.note(
                              name,
                              CaptureReadyReason.NotAllReadable.name(),
                              "%s would be used, as ProcMem cannot: %s"
                                  .formatted(use.method(), info.message()))));
    };
  }

  private static PodFacts facts(Pod pod, String app) {
    Optional<ContainerFacts> found = ContainerFacts.of(pod, app);
    Instant started = found.map(ContainerFacts::startedAt).orElse(null);
    boolean running =
        PodState.running(pod)
            && started != null
            && found.orElseThrow().state() == ContainerFacts.State.Running;
    var status = pod.getStatus();
    String ip = status == null ? null : status.getPodIP();
    return new PodFacts(
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        app,
        found.map(ContainerFacts::containerID).orElse(null),
        PodState.workload(pod),
        Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""),
        Objects.requireNonNullElse(ip, ""),
        running,
        PodState.terminating(pod),
        started != null && PodState.wasReady(pod, started),
        Objects.requireNonNullElse(started, Instant.MAX),
        found.map(ContainerFacts::restarts).orElse(0),
        otherPorts(pod, app));
  }

  private static Set<Integer> otherPorts(Pod pod, String app) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> !container.getName().equals(app))
        .map(Container::getPorts)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .map(ContainerPort::getContainerPort)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<PodNote> sidecarMissing(Pod pod) {
    Optional<Container> sidecar = SidecarContainer.of(pod);
    if (sidecar.isEmpty()) {
      return Optional.of(
          NotInjected.of(pod)
              .map(why -> Rows.note(pod.getMetadata().getName(), why.reason(), why.message()))
              .orElseGet(
                  () ->
                      note(
                          pod,
                          CaptureReadyReason.NoSidecar,
                          "The pod has no sidecar: label it or its namespace"
                              + " stuckpod.dev/inject=true, then kubectl rollout restart its"
                              + " workload.")));
    }
    boolean runs =
        ContainerFacts.of(pod, AppContainer.SIDECAR)
            .filter(c -> c.state() == ContainerFacts.State.Running)
            .isPresent();
    if (!runs) {
      return Optional.of(
          note(
              pod,
              CaptureReadyReason.SidecarNotRunning,
              "The sidecar does not run: see kubectl logs %s -c %s."
                  .formatted(pod.getMetadata().getName(), AppContainer.SIDECAR)));
    }
    return hasUser(pod, sidecar.get())
        ? Optional.empty()
        : Optional.of(
            note(
                pod,
                CaptureReadyReason.UidUnknown,
                "As whom the app runs is not known: annotate the pod with stuckpod.dev/run-as:"
                    + " UID:GID and restart it."));
  }

  private static boolean hasUser(Pod pod, Container sidecar) {
    var own = sidecar.getSecurityContext();
    var shared = pod.getSpec().getSecurityContext();
    return (own != null && own.getRunAsUser() != null)
        || (shared != null && shared.getRunAsUser() != null);
  }

  private static PodNote note(Pod pod, CaptureReadyReason reason, String message) {
    return Rows.note(pod.getMetadata().getName(), reason.name(), message);
  }
}
