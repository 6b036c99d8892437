package dev.stuckpod.crds.reasons;

/** Reasons of the condition Completed of a LoadTestWindow. */
public enum CompletedReason {
  LoadRunning("The load runs, or has not begun."),
  Settling("The load has ended; the pods have time to settle."),
  Looking("The pods have settled; the last dumps are being taken or explained."),
  Settled("The load has ended, the pods have settled, and every dump is explained."),
  DeadlinePassed("The window was still open at its deadline.");

  private final String text;

  CompletedReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
