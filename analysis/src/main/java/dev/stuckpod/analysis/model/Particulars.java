package dev.stuckpod.analysis.model;

/**
 * What a dump prints of one routine beside its stack and state; kept of each one only where that is
 * asked for.
 *
 * @param minutes how long it has waited, 0 when not printed
 * @param locked whether it is locked to its thread
 * @param labels as printed, in braces; empty when there are none
 */
public record Particulars(int minutes, boolean locked, String labels) {
  /** Of one of which nothing else is printed. */
  public static final Particulars NONE = new Particulars(0, false, "");
}
