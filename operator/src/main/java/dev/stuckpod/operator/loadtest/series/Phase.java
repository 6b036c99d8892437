package dev.stuckpod.operator.loadtest.series;

/** When a scrape was made, as the load goes. */
public enum Phase {
  /** Before it. */
  Calm,
  /** While it ran. */
  Load,
  /** After its end. */
  After
}
