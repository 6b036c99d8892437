package dev.stuckpod.analysis.report;

/** How sure a finding is; the order is from weak to strong. */
public enum Confidence {
  /** Inferred by exclusion, or from names. */
  Suspected,
  /** Addresses and line order agree, and nothing in the dump speaks against it. */
  Strong,
  /** The dump itself says so. */
  Proven
}
