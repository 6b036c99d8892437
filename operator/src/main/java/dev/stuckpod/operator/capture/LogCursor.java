package dev.stuckpod.operator.capture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which lines of a log are new when it is read again from some second on: the API resumes by
 * whole seconds, so lines come twice, and several lines may carry one instant.
 */
public final class LogCursor {

  private @Nullable Instant last;
  private int takenAtLast;
  private int seenAtLast;
  private boolean overlapped;
  private boolean resumed;

  /** Takes a line in, and tells whether it is new. */
  public boolean isNew(Instant at) {
    if (last != null && at.isBefore(last)) {
      return false;
    }
    if (last != null && at.equals(last)) {
      overlapped = true;
      seenAtLast++;
      if (resumed && seenAtLast <= takenAtLast) {
        return false;
      }
      takenAtLast = Math.max(takenAtLast, seenAtLast);
      return true;
    }
    last = at;
    takenAtLast = 1;
    seenAtLast = 1;
    return true;
  }

  /** Says that the log is read again, from {@link #resumeFrom()} on. */
  public void resume() {
    resumed = true;
    overlapped = last == null;
    seenAtLast = 0;
  }

  /** Tells where to read on; absent before the first line. */
  public @Nullable Instant resumeFrom() {
    return last;
  }

  /**
   * Tells whether what was read since {@link #resume()} began with a line that was known: else a
   * piece is missing.
   */
  public boolean overlapped() {
    return overlapped;
  }
}
