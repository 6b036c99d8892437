package dev.stuckpod.operator.notify;

import java.time.Duration;

/**
 * How long an address is left alone after failures: twice as long each time, up to a bound, and
 * never shorter than it asks for.
 *
 * @param first after one failure
 * @param longest of its own accord
 */
record Pauses(Duration first, Duration longest) {

  static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * How long.
   *
   * @param failures one after the other, from 1 on
   * @param notBefore as the address asks
   */
  Duration after(int failures, Duration notBefore) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration own = doubled.compareTo(longest) < 0 ? doubled : longest;
    return own.compareTo(notBefore) < 0 ? notBefore : own;
  }
}
