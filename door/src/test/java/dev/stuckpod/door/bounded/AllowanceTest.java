package dev.stuckpod.door.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Allowance allowance = new Allowance(3, Duration.ofMinutes(5));

  @Test
  void aFewAtOnceThenOneMoreAfterEachPause() {
    assertThat(taken("a", NOW)).isEqualTo(3);
    assertThat(taken("a", NOW.plusSeconds(299))).isZero();
    assertThat(taken("a", NOW.plusSeconds(300))).isEqualTo(1);
    assertThat(taken("a", NOW.plusSeconds(900))).isEqualTo(2);
    assertThat(taken("a", NOW.plusSeconds(90_000))).isEqualTo(3);
  }

  @Test
  void oneDoesNotTakeFromAnother() {
    assertThat(taken("a", NOW)).isEqualTo(3);
    assertThat(taken("b", NOW)).isEqualTo(3);
  }

  private long taken(String key, Instant now) {
    return IntStream.range(0, 20).filter(_ -> allowance.take(key, now)).count();
  }
}
