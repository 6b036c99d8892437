package dev.stuckpod.crds.reasons;

/** Reasons of the condition Open of a LoadTestWindow. */
public enum OpenReason {
  WaitingForLoad("The pods are watched; the TestRun or Job has not begun."),
  Open("The pods are watched while the load runs."),
  LoadEnded("The load has ended; the pods are watched while they settle."),
  LoadClosed("Somebody has said that the load has ended; the pods are watched while they settle."),
  LoadFailed("The TestRun or Job has failed; the pods are watched while they settle."),
  LoadNeverRan("The TestRun or Job has failed before it was seen to run."),
  LoadGone("The TestRun or Job was deleted; the pods are watched while they settle."),
  Closed("The window is over: nobody is watched for it any more.");

  private final String text;

  OpenReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
