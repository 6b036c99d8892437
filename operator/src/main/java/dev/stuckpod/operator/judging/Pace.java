package dev.stuckpod.operator.judging;

import java.time.Duration;
import java.time.Instant;

/**
 * When a policy is evaluated next. Pure. Policies of a namespace come at the same moments, so that
 * they can share an answer; namespaces are spread over the interval.
 */
public final class Pace {

  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 5;

  private Pace() {}

  /**
   * How long to wait.
   *
   * @param now when the evaluation has ended
   */
  public static Duration untilNext(Duration interval, String namespace, Instant now) {
    long step = interval.toMillis();
    long phase = Math.floorMod(namespace.hashCode() * 2654435761L, step);
    long left = step - Math.floorMod(now.toEpochMilli() - phase, step);
    // a timer that is a little early must not make two of one
    return Duration.ofMillis(left < step / 10 ? left + step : left);
  }

  /**
   * How long a rule rests that got no answer: twice as long every time, so that a query that the
   * source cannot bear does not keep it from answering others.
   *
   * @param failures in a row, this one too
   */
  static Duration rest(Duration interval, int failures) {
    // the next turn comes a little early or late
    Duration first = interval.multipliedBy(9).dividedBy(10);
    Duration rest = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }
}
