package dev.stuckpod.crds.reasons;

/** Reasons of the condition Ready of a StuckPolicy. */
public enum ReadyReason {
  Evaluating("The policy is evaluated."),
  InvalidRule("A rule cannot be used; the message says why."),
  ContainerUnclear(
      "Of no selected pod it can be said which container is the app's; the message says what to"
          + " set."),
  MetricsUnavailable("The policy's metrics cannot be used; see the condition MetricsAvailable."),
  AlertsNotReceived(
      "The policy waits for alerts alone, and the operator receives none: see the chart's"
          + " alertReceiver.");

  private final String text;

  ReadyReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
