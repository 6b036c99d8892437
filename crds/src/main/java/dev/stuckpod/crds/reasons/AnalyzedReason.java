package dev.stuckpod.crds.reasons;

/** Reasons of the condition Analyzed. */
public enum AnalyzedReason {
  Pending("There is no dump yet."),
  Running("The dump is being read."),
  Explained("The dump was read; status.verdict and status.cause say what it shows."),
  NoDump("There is no dump to explain; the condition Captured says why."),
  NotADump("What was captured holds no dump; the bytes are kept."),
  Failed("The dump could not be read; the bytes are kept, the message says how it failed.");

  private final String text;

  AnalyzedReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
