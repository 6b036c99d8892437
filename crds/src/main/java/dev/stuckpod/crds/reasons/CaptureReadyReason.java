package dev.stuckpod.crds.reasons;

import java.util.stream.Stream;

/** Reasons of the condition CaptureReady, and of a policy's notCapturable rows. */
public enum CaptureReadyReason {
  SidecarsReady("Every selected pod has a running sidecar, and a dump could be taken of it now."),
  NotAllReadable(
      "A dump could be taken of every selected pod, but not of every Go process by ProcMem, the way"
          + " that it does not notice; the message names the first such pod and why."),
  NoPods("No pod is selected."),
  NoSidecar(
      "A pod has no sidecar: label it stuckpod.dev/inject=true and restart it by kubectl rollout"
          + " restart."),
  UidUnknown(
      "As whom the app runs is not known: annotate its pod with stuckpod.dev/run-as: UID:GID and"
          + " restart it."),
  RootApp(
      "The app runs as root: run it as another user, or allow injection.rootApps in the chart."),
  UidMismatch(
      "Sidecar and app run as different users: annotate the pod with stuckpod.dev/run-as: UID:GID"
          + " and restart it."),
  NotIdentified("A process is neither Go nor a JVM: nothing is ever sent to such a process."),
  NotDumpable("A process does not let itself be looked at; the message says why."),
  RestartNotAllowed(
      "Only SIGQUIT would give a dump of a process and it ends the process; the message says what"
          + " else would do."),
  NoMethod(
      "No method that the policy allows can be used on a pod's process; the message says why."),
  NotInjected("The webhook did not give a pod its sidecar; the message says why."),
  SidecarNotRunning("A pod's sidecar does not run: see kubectl logs POD -c stuckpod."),
  NetworkPolicyForbids(
      "A pod's sidecar does not answer, and a NetworkPolicy forbids the way to it; the message says"
          + " which, and what is missing."),
  SidecarUnreachable(
      "A pod's sidecar does not answer; the message says what is known of that: see kubectl logs"
          + " POD -c stuckpod, network policies and a mesh."),
  ContainerUnclear("A pod has several containers: set spec.container.");

  private final String text;

  CaptureReadyReason(String text) {
    this.text = text;
  }

  /** Says ahead of time what a capture would end with. */
  public static CaptureReadyReason of(CapturedReason end) {
    return switch (end) {
      case RootApp -> RootApp;
      case UidMismatch -> UidMismatch;
      case NotIdentified -> NotIdentified;
      case NotDumpable -> NotDumpable;
      case RestartNotAllowed -> RestartNotAllowed;
      default -> NoMethod;
    };
  }

  /** Finds a reason by its name; another one is NotInjected. */
  public static CaptureReadyReason named(String name) {
    return Stream.of(values()).filter(r -> r.name().equals(name)).findFirst().orElse(NotInjected);
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
