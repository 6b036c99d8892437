package dev.stuckpod.operator.capture.lines;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which lines of a log are new when it is read again from some second on: the API resumes by
 * whole seconds, so lines come twice, and several lines may carry one instant. While it is read on,
 * every line is new, whatever its timestamp: clocks are set back now and then.
 */
public final class LogCursor {

  private @Nullable Instant last;

  /** How many lines with the last timestamp were taken. */
  private int takenAtLast;

  /** Whether lines that were taken before are still coming again. */
  private boolean catchingUp;

  private int seenAtLast;
  private boolean overlapped;

  /** Takes a line in, and tells whether it is new. */
  public boolean isNew(Instant at) {
    if (catchingUp && last != null) {
      if (at.isBefore(last)) {
        overlapped = true;
        return false;
      }
      if (at.equals(last)) {
        overlapped = true;
        seenAtLast++;
        if (seenAtLast <= takenAtLast) {
          return false;
        }
      }
    }
    catchingUp = false;
    takenAtLast = at.equals(last) ? takenAtLast + 1 : 1;
    last = at;
    return true;
  }

  /** Says that the log is read again, from {@link #resumeFrom()} on. */
  public void resume() {
    catchingUp = true;
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
