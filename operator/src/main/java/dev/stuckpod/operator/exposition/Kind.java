package dev.stuckpod.operator.exposition;

/** What a sample is good for. */
public enum Kind {
  /** It only grows, while its process lives. */
  Counter,
  /** It goes up and down. */
  Gauge,
  /**
   * It tells nothing that another sample of its family does not: buckets, sums, quantiles, times of
   * creation, names of versions.
   */
  Aside
}
