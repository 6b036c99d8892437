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
public record DueCalls(List<Due> calls, Map<Integer, Pending> byFrame) {

  /** Copies what it gets. */
  public DueCalls {
    calls = List.copyOf(calls);
    byFrame = Map.copyOf(byFrame);
  }

  /** Gives which of its own a frame has still to make. */
  Pending of(int frame) {
    return byFrame.getOrDefault(frame, Pending.NONE);
  }
}
