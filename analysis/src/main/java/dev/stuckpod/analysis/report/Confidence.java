package dev.stuckpod.analysis.report;

/** How sure a finding is; the order is from weak to strong. */
public enum Confidence {
  /** Inferred by exclusion, or from names. */
  Suspected,
  /**
   * Addresses and line order agree, or memory says so of one moment, and nothing in the dump speaks
   * against it.
   */
  Strong,
  /**
   * The dump itself says so; or memory says who holds what, and by a second sample none of those
   * who matter has run.
   */
  Proven
}
