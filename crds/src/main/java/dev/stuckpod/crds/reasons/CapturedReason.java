package dev.stuckpod.crds.reasons;

/** Reasons of the condition Captured. */
public enum CapturedReason {
  Pending("Nothing has been tried yet."),
  Running("A dump is being taken."),
  Complete("The dump is whole."),
  Partial("A dump was taken, but a part of it is missing; status.dumps[].problems says which."),
  LimitReached(
      "More dumps were asked for than the chart's onDemand allows: nothing was done, the message"
          + " says when to ask again."),
  PodGone("The pod is no longer there: nothing was done."),
  ContainerReplaced("The container that was meant has been replaced since: nothing was done."),
  ContainerNotRunning("The container does not run: wait until it does and ask again."),
  ContainerUnclear("The pod has several containers: set spec.container."),
  NoSidecar(
      "The pod has no sidecar: label it stuckpod.dev/inject=true and restart it by kubectl rollout"
          + " restart."),
  SidecarUnreachable(
      "The sidecar does not answer: look at its log (kubectl logs POD -c stuckpod) and at network"
          + " policies."),
  ProcessGone("The sidecar sees no process of the container."),
  NotIdentified("The process is neither Go nor a JVM: nothing is ever sent to such a process."),
  NotDumpable(
      "The process does not let itself be looked at: it changed its user, gained capabilities or"
          + " called prctl(PR_SET_DUMPABLE, 0). Remove that, or serve pprof on loopback."),
  UidMismatch(
      "Sidecar and app run as different users: annotate the pod with stuckpod.dev/run-as: UID:GID"
          + " and restart it."),
  RootApp(
      "The app runs as root: run it as another user, or allow injection.rootApps in the chart."),
  RestartNotAllowed(
      "Only SIGQUIT would give a dump and it ends the process: allow it by allowRestart, serve"
          + " pprof on loopback, or remove what keeps ProcMem from reading it, which the message"
          + " says."),
  Refused("No method that the policy allows can be used; status.capture.attempts says why."),
  TimedOut("The app did not give its dump in time."),
  NoRoom(
      "There is no room for the dump, or its place cannot be written; the message says whose and"
          + " what to raise. Nothing that ends a process is done for that."),
  NotFetched(
      "The sidecar has taken a dump which could not be brought in; the message says why. Ask again:"
          + " nothing was done to the process."),
  LogUnreadable(
      "The app's log cannot be read, where the dump would appear: no signal was sent; the message"
          + " says why."),
  DumpLost(
      "SIGQUIT was sent and its dump could not be had, the message says why;"
          + " status.capture.containerRestarted says whether that restarted the container."),
  NotKept("A dump was taken and explained, but its bytes could not be kept; the message says why."),
  SignalUnknown("It cannot be told whether the signal was sent: it is never sent again."),
  Failed("The capture failed; the message says how.");

  private final String text;

  CapturedReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
