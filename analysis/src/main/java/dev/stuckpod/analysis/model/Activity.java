package dev.stuckpod.analysis.model;

/** What a routine does, as far as its state and innermost calls tell. */
public enum Activity {
  /** Runs, or could. */
  RUNS,
  /** Reads from a socket or file, or waits for its readiness. */
  READS,
  /** Writes to a socket, pipe or file. */
  WRITES,
  /** Sleeps for a time, or waits with a limit. */
  SLEEPS,
  /** Waits for another routine. */
  WAITS;

  /** Whether something outside the process may end it: a peer, a file. */
  public boolean isOutside() {
    return this == READS || this == WRITES;
  }
}
