package dev.stuckpod.crds.reasons;

/**
 * Reasons of the condition Succeeded of a LoadTestWindow: True NothingStuck, False Stuck, Unknown
 * whatever else.
 */
public enum SucceededReason {
  Undecided("The window is open, and no pod is stuck so far."),
  NothingStuck("Every pod was watched to the end, and none got stuck."),
  Stuck("A pod got stuck; the message says which, since when, and on which line."),
  NoPods("No pod was there to be watched: check selector or policies."),
  TooManyPods("There were more pods than a window watches: narrow the selector."),
  PolicyNotFound("A policy that spec.policies names does not exist."),
  ContainerUnclear("A pod has several containers: set spec.container."),
  NoSidecar(
      "A pod has no sidecar, so that nobody could look at it: label it stuckpod.dev/inject=true and"
          + " restart it by kubectl rollout restart."),
  NoReading(
      "Of a pod neither locks nor metrics could be read, so that nobody would have noticed; the"
          + " message says why."),
  NobodyLooked(
      "A pod was suspect, and no dump of it could be taken or explained; the message says why."),
  NotWatched(
      "For a part of the window nobody watched a pod, because the operator was away, and it was not"
          + " seen for long enough since."),
  LoadNotFound("The TestRun or Job that the window follows was never there."),
  LoadNotBegun("The TestRun or Job that the window follows never began."),
  LoadLost("The TestRun or Job has gone without word of its end."),
  DeadlinePassed("The window was still open at its deadline: nobody has said that the load ended.");

  private final String text;

  SucceededReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
