package dev.stuckpod.analysis.report;

/** What is wrong with the process, in one word. */
public enum Verdict {
  /**
   * Routines wait for each other, or for what nobody is left to do; as far as the dump shows,
   * nothing but a restart resolves it.
   */
  Deadlock,
  /** All workers of a pool, or all connections, are taken by routines that wait. */
  Starvation,
  /** Routines that can never be woken pile up. */
  Leak,
  /**
   * Routines queue for a lock whose holder works, sleeps, waits for the outside or until a time
   * limit is over; if that never ends, neither do they.
   */
  Contention,
  /** A routine burns CPU without progress. */
  BusyLoop,
  /**
   * Everything waits for the same answer from outside; the cause names the peer where memory tells
   * it.
   */
  WaitingOnPeer,
  /** The dump shows nothing wrong. */
  NothingFound,
  /** Something is wrong, and the dump does not show who causes it; or most stacks are lost. */
  Inconclusive
}
