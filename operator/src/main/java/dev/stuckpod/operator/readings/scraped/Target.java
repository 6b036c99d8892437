package dev.stuckpod.operator.readings.scraped;

import java.time.Duration;
import java.time.Instant;

/** A container that is to be scraped. */
record Target(String namespace, String pod, String container) {

  /**
   * When it is scraped next. Each has its own moment within the interval, so that not all are
   * scraped at once.
   *
   * @param after it is later than this
   */
  Instant due(Duration interval, Instant after) {
    long step = interval.toMillis();
    long phase = Math.floorMod(hashCode() * 0x9E3779B97F4A7C15L >>> 20, step);
    long begin = Math.floorDiv(after.toEpochMilli() - phase, step) * step + phase;
    return Instant.ofEpochMilli(begin + step);
  }
}
