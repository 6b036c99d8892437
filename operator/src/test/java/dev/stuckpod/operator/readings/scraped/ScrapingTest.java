package dev.stuckpod.operator.readings.scraped;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When pods are scraped. */
class ScrapingTest {

  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:07Z");

  @Test
  void eachPodIsDueOnceAnInterval() {
    var target = new Target("shop", "hub-1", "hub");
    Instant first = target.due(EVERY, NOW);

    assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(EVERY));
    assertThat(target.due(EVERY, first)).isEqualTo(first.plus(EVERY));
    assertThat(target.due(EVERY, first.minusMillis(1))).isEqualTo(first);
  }

  /** A third more than the mean at most, in any second of the interval. */
  @Test
  void thousandsOfPodsAreSpreadOverIt() {
    int[] seconds = new int[15];
    IntStream.range(0, 9_000)
        .mapToObj(i -> new Target("shop", "hub-7c9f5d-" + i, "hub").due(EVERY, NOW))
        .forEach(due -> seconds[(int) Math.floorMod(due.getEpochSecond(), 15L)]++);

    assertThat(IntStream.of(seconds)).allMatch(count -> count > 400 && count < 800);
  }
}
