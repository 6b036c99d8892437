package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;

/**
 * An edge from routines to what they wait for.
 *
 * @param party who
 * @param mode how
 * @param frame index of the application's frame that called the waiting operation
 */
public record Waiter(Party party, Mode mode, int frame) {
  /** Gives the application's own call in which it waits, perhaps further out, in no library. */
  public Frame own() {
    return party.frame(party.own(frame));
  }

  /** Gives the call that waits. */
  public Frame at() {
    return party.frame(frame);
  }
}
