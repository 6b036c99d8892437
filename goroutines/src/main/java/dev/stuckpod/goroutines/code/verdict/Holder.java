package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.value.Kind;
import java.util.List;

/**
 * A goroutine that holds a lock.
 *
 * @param goid its number
 * @param mode how it holds it
 * @param count how often
 * @param frame the number of the frame that acquired it; -1 where it is not known
 * @param due names of the deferred calls that will release it
 */
public record Holder(long goid, Kind mode, int count, Level level, int frame, List<String> due) {

  /** Copies what it gets. */
  public Holder {
    due = List.copyOf(due);
  }

  Holder at(Level other) {
    return new Holder(goid, mode, count, other, frame, due);
  }
}
