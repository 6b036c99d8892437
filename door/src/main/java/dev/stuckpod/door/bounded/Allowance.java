package dev.stuckpod.door.bounded;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How often something may be told: a number of times at once, then one more after each pause. Of
 * what has not been told for long nothing is remembered.
 */
public final class Allowance {

  private static final int REMEMBERED = 4096;

  private final int atOnce;
  private final Duration pause;

  /** When all of the allowance will be there again. */
  private final Map<String, Instant> whole = Recent.used(REMEMBERED);

  /** Allows so many at once, and one more after each pause. */
  public Allowance(int atOnce, Duration pause) {
    this.atOnce = atOnce;
    this.pause = pause;
  }

  /** Takes one of what is left, if anything is. */
  public synchronized boolean take(String key, Instant now) {
    Instant known = whole.getOrDefault(key, now);
    Instant after = (known.isBefore(now) ? now : known).plus(pause);
    if (after.isAfter(now.plus(pause.multipliedBy(atOnce)))) {
      return false;
    }
    whole.put(key, after);
    return true;
  }
}
