package dev.stuckpod.analysis.report;

/** What is wrong with the process, in one word. */
public enum Verdict {
  /** A cycle of routines that wait for each other; nothing but a restart resolves it. */
  Deadlock,
  /** All workers of a pool, or all connections, are taken by routines that wait. */
  Starvation,
  /** Routines that can never be woken pile up. */
  Leak,
  /** Routines queue for a lock whose holder makes progress, or will when a time limit is over. */
  Contention,
  /** A routine burns CPU without progress. */
  BusyLoop,
  /** Everything waits for the same answer from outside. */
  WaitingOnPeer,
  /** The dump shows nothing wrong. */
  NothingFound,
  /** Something is wrong, and the dump does not show who causes it; or most stacks are lost. */
  Inconclusive
}
