package dev.stuckpod.operator.readings;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time over which a rule has held, and as much before, in at most 40 points.
 *
 * @param from the first point
 * @param heldFrom since when the rule has held, in whole seconds
 * @param to the last point: when it was noticed
 * @param step between two points, whole seconds
 */
public record Stretch(Instant from, Instant heldFrom, Instant to, Duration step) {

  /** Points of a line: as many as a small plot shows. */
  public static final int MOST_POINTS = 40;

  /** No rule needs more, and a source may have to read all of it. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /**
   * Chooses the points so that the last one is the time itself.
   *
   * @param held how long the rule has held; of more than 12 hours the last 12
   */
  public static Stretch of(Duration held, Instant noticed) {
    Instant to = noticed.truncatedTo(ChronoUnit.SECONDS);
    long seconds = Math.clamp(held.toSeconds(), 1, LONGEST.toSeconds());
    long step = Math.ceilDiv(2 * seconds, MOST_POINTS - 1L);
    long steps = 2 * seconds / step;
    return new Stretch(
        to.minusSeconds(steps * step), to.minusSeconds(seconds), to, Duration.ofSeconds(step));
  }

  /** How many points it has. */
  public int points() {
    return (int) Duration.between(from, to).dividedBy(step) + 1;
  }

  /** The number of the point that is nearest to a time; it may be outside. */
  public long nearest(Instant at) {
    double seconds = Duration.between(from, at).toMillis() / 1000.0;
    return Math.round(seconds / step.toSeconds());
  }

  /** The number of the first point at which the rule has held. */
  public int firstHeld() {
    return (int) Math.ceilDiv(Duration.between(from, heldFrom).toSeconds(), step.toSeconds());
  }
}
