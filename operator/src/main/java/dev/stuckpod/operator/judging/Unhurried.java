package dev.stuckpod.operator.judging;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets be asked what can wait: one at a time, and for a part of the time only, however long the
 * source takes. A hundred policies that begin together do not keep it from what is urgent.
 */
final class Unhurried {

  /** A quarter of the time. */
  private static final int SHARE = 4;

  private boolean busy;
  private Instant began = Instant.MIN;
  private Instant free = Instant.MIN;

  /** Whether something may be asked now; then {@link #end} must follow. */
  synchronized boolean begin(Instant now) {
    if (busy || now.isBefore(free)) {
      return false;
    }
    busy = true;
    began = now;
    return true;
  }

  /** The answer has come, or none. */
  synchronized void end(Instant now) {
    busy = false;
    free = now.plus(Duration.between(began, now).multipliedBy(SHARE - 1));
  }
}
