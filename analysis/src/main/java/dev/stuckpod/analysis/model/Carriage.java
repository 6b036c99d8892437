package dev.stuckpod.analysis.model;

/** How a routine comes to run where some are carried by others: Java's virtual threads. */
public enum Carriage {
  /** By itself. */
  OWN,
  /** Carries another one, whose calls stand elsewhere or are not shown. */
  CARRIER,
  /** Is carried now, and keeps its carrier while it waits. */
  CARRIED,
  /** A carrier, with the calls of the one that it carries on top of its own. */
  BOTH,
  /** Could run, and has no carrier. */
  STRANDED;

  /** Whether a carrier is taken here. */
  public boolean isCarrier() {
    return this == CARRIER || this == BOTH;
  }

  /** Whether the calls are of one that is carried. */
  public boolean isCarried() {
    return this == CARRIED || this == BOTH;
  }
}
