package dev.stuckpod.analysis.model;

/**
 * What a dump prints of one routine beside its stack and state; kept of each one only where that is
 * asked for.
 *
 * @param minutes how long it has waited, 0 when not printed
 * @param locked whether it is locked to its thread
 * @param labels as printed, in braces; empty when there are none
 * @param peer address of whom it waits for at a connection; empty when not printed
 */
public record Particulars(int minutes, boolean locked, String labels, String peer) {
  /** Of one of which nothing else is printed. */
  public static final Particulars NONE = new Particulars(0, false, "", "");

  /** Gives the same of one that waits for a peer. */
  public Particulars with(String address) {
    return new Particulars(minutes, locked, labels, address);
  }
}
