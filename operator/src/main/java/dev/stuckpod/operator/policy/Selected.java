package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.reasons.CaptureReadyReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  static Selected of(PodView pod, @Nullable String container) {
    return switch (AppContainer.of(pod, container)) {
      case AppContainer.Found(String app) ->
          new Selected(
              pod.name(),
              Optional.of(PodFacts.of(pod, app)),
              sidecarMissing(pod),
              Optional.empty());
      case AppContainer.NotFound(var _, String message) ->
          new Selected(
              pod.name(),
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
      case CapturePlan.Choice.GiveUp(CapturedReason reason, String message) ->
          new Selected(
              name,
              facts,
              Optional.of(Rows.note(name, CaptureReadyReason.of(reason).name(), message)),
              Optional.empty());
      case CapturePlan.Choice.Use use ->
          new Selected(
              name,
              facts,
              Optional.empty(),
              use.passedOver().stream()
                  .filter(info -> info.method() == CaptureMethod.ProcMem)
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

  /** What is to be said where nothing comes back from the sidecar's port. */
  Selected notReached(Foresight.Unanswered what) {
    CaptureReadyReason reason =
        what.forbidden()
            ? CaptureReadyReason.NetworkPolicyForbids
            : CaptureReadyReason.SidecarUnreachable;
    return new Selected(
        name, facts, Optional.of(Rows.note(name, reason.name(), what.message())), Optional.empty());
  }

  /** What is to be said where the sidecar could not tell anything of the app. */
  Selected unseen(PodView pod) {
    return pod.sidecar() == null || pod.sidecar().uid() != null
        ? this
        : new Selected(
            name,
            facts,
            Optional.of(
                note(
                    pod,
                    CaptureReadyReason.UidUnknown,
                    "As whom the app runs is not known, and its sidecar could not tell: annotate"
                        + " the pod with stuckpod.dev/run-as: UID:GID and restart it.")),
            Optional.empty());
  }

  private static Optional<PodNote> sidecarMissing(PodView pod) {
    if (pod.sidecar() == null) {
      return Optional.of(
          pod.notInjected() == null
              ? note(
                  pod,
                  CaptureReadyReason.NoSidecar,
                  "The pod has no sidecar: " + PodView.SIDECAR_REMEDY + ".")
              : Rows.note(pod.name(), pod.notInjected().reason(), pod.notInjected().message()));
    }
    boolean runs =
        pod.facts(AppContainer.SIDECAR)
            .filter(c -> c.state() == ContainerFacts.State.Running)
            .isPresent();
    return runs
        ? Optional.empty()
        : Optional.of(
            note(
                pod,
                CaptureReadyReason.SidecarNotRunning,
                "The sidecar does not run: see kubectl logs %s -c %s."
                    .formatted(pod.name(), AppContainer.SIDECAR)));
  }

  private static PodNote note(PodView pod, CaptureReadyReason reason, String message) {
    return Rows.note(pod.name(), reason.name(), message);
  }
}
