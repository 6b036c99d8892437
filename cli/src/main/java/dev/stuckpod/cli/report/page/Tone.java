package dev.stuckpod.cli.report.page;

/** How bad something is, for its colour; words say it too. */
public enum Tone {
  /** It stands still, and that is known. */
  BAD,
  /** Something is wrong, or may be. */
  WARNING,
  /** All is well. */
  GOOD,
  /** Not known. */
  UNKNOWN
}
