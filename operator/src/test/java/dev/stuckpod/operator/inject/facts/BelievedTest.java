package dev.stuckpod.operator.inject.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BelievedTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final Believed<Integer> believed = new Believed<>(clock, Duration.ofSeconds(5));
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void readsAnewAfterSomeSeconds() {
    assertThat(believed.now("shop", reads::incrementAndGet)).isEqualTo(1);
    now = now.plusSeconds(5);
    assertThat(believed.now("shop", reads::incrementAndGet)).isEqualTo(1);
    now = now.plusMillis(1);
    assertThat(believed.now("shop")).isEmpty();
    assertThat(believed.last("shop")).contains(1);
    assertThat(believed.now("shop", reads::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void knowsTheLastHundredsHoweverManyAreAskedFor() {
    for (int i = 0; i < 10_000; i++) {
      believed.remember("made-up-" + i, i);
    }
    assertThat(believed.last("made-up-9999")).isPresent();
    assertThat(believed.last("made-up-9000")).isEmpty();
  }
}
