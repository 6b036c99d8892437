package dev.stuckpod.operator.loadtest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Goes twenty times as fast as others, and leaps when it is told to. */
final class HastyClock extends Clock {

  private static final int HASTE = 20;

  private final Instant began = InstantSource.system().instant();
  private final AtomicReference<Duration> leapt = new AtomicReference<>(Duration.ZERO);

  void leap(Duration far) {
    leapt.accumulateAndGet(far, Duration::plus);
  }

  @Override
  public Instant instant() {
    Duration passed = Duration.between(began, InstantSource.system().instant());
    return began.plus(passed.multipliedBy(HASTE)).plus(leapt.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
