package dev.stuckpod.cli.loadtest.child;

/** A signal that asks this process to end. */
public enum Caught {
  /** Ctrl-C: the load ends, and what came of it is told. */
  INT,
  /** Whoever sends it may kill next: what is known is told at once. */
  TERM,
  /** The terminal is gone; likewise. */
  HUP;

  /** Whether there is still time to wait for what the pods do after the load. */
  public boolean leavesTime() {
    return this == INT;
  }
}
