package dev.stuckpod.operator.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that is moved by hand; it may be set wrong, and then differs from the time that passes.
 */
public final class TestClock extends Clock {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Duration passed = Duration.ZERO;
  private Duration wrong = Duration.ZERO;

  /** Time passes. */
  public void advance(Duration time) {
    passed = passed.plus(time);
  }

  /** Somebody sets it. */
  public void set(Duration by) {
    wrong = wrong.plus(by);
  }

  /** How much time has really passed. */
  Duration passed() {
    return passed;
  }

  @Override
  public Instant instant() {
    return START.plus(passed).plus(wrong);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
