package dev.stuckpod.operator.loadtest.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a window's status says of its life; a new process knows no more.
 *
 * @param loadSeen whether the load was seen to run
 * @param loadEndedAt when it ended; null while it has not
 * @param ending why it ended, or the window; null likewise
 * @param endedAt when the window ended; null while it has not
 */
public record Recorded(
    Instant startedAt,
    boolean loadSeen,
    @Nullable Instant loadEndedAt,
    @Nullable Ending ending,
    @Nullable Instant endedAt) {

  /** Of a window that begins. */
  public static Recorded begun(Instant at) {
    return new Recorded(at, false, null, null, null);
  }
}
