package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.state.Pending;
import java.util.List;
import java.util.Map;

/**
 * The deferred calls of a goroutine that are still due.
 *
 * @param calls in no order that means anything
 * @param byFrame which of its own each frame has still to make
 */
record DueCalls(List<Due> calls, Map<Integer, Pending> byFrame) {

  /**
   * A deferred call that is still due.
   *
   * @param frame the number of the frame that deferred it; -1 where that is not known
   * @param closure address of what will be called
   * @param site where the call that deferred it returns to; the number of an open-coded one
   */
  record Due(int frame, long closure, long site) {}

  /** Copies what it gets. */
  DueCalls {
    calls = List.copyOf(calls);
    byFrame = Map.copyOf(byFrame);
  }

  /** Gives which of its own a frame has still to make. */
  Pending of(int frame) {
    return byFrame.getOrDefault(frame, Pending.NONE);
  }
}
