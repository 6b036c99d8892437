package dev.stuckpod.operator.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Times at equal distances.
 *
 * @param from the first
 * @param step between two, whole milliseconds
 * @param count how many, one at least
 */
public record Ticks(Instant from, Duration step, int count) {

  /** Those of a stretch of time; the last is its end or before it. */
  public static Ticks of(Instant from, Instant to, Duration step) {
    return new Ticks(from, step, (int) Duration.between(from, to).dividedBy(step) + 1);
  }

  /** One of them, by its number. */
  public Instant at(int number) {
    return from.plus(step.multipliedBy(number));
  }

  /** The last. */
  public Instant to() {
    return at(count - 1);
  }

  /** The number of the one that is nearest to a time, in seconds since 1970; it may be outside. */
  public int nearest(double at) {
    double millis = at * 1000 - from.toEpochMilli();
    return Math.clamp(Math.round(millis / step.toMillis()), -1, count);
  }

  /** The same times in parts, the first ones first. */
  public List<Ticks> inPartsOf(int most) {
    var parts = new ArrayList<Ticks>();
    for (int first = 0; first < count; first += most) {
      parts.add(new Ticks(at(first), step, Math.min(most, count - first)));
    }
    return parts;
  }
}
