package dev.stuckpod.operator.readings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.grammar.Durations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which times are asked for. */
class StretchTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // held, step, points, first point held
    "500ms, 1s, 3, 1",
    "1s, 1s, 3, 1",
    "10s, 1s, 21, 10",
    "19s, 1s, 39, 19",
    "20s, 2s, 21, 10",
    "80s, 5s, 33, 16",
    "1m, 4s, 31, 15",
    "6m, 19s, 38, 19",
    "1h, 185s, 39, 19",
    "24h, 2216s, 39, 19",
  })
  void theTimeThatTheRuleHeldAndAsMuchBeforeInFewPoints(
      String held, String step, int points, int firstHeld) {
    Stretch stretch = Stretch.of(Durations.parse(held), NOON.plusMillis(900));

    assertThat(stretch.step()).isEqualTo(Durations.parse(step));
    assertThat(stretch.points()).isEqualTo(points).isLessThanOrEqualTo(Stretch.MOST_POINTS);
    assertThat(stretch.firstHeld()).isEqualTo(firstHeld);
    assertThat(stretch.to()).as("the last point is when it was noticed").isEqualTo(NOON);
    assertThat(stretch.from().plus(stretch.step().multipliedBy(points - 1L))).isEqualTo(NOON);
    assertThat(stretch.heldFrom())
        .isBetween(stretch.from(), stretch.from().plus(stretch.step().multipliedBy(firstHeld)));
  }

  @Test
  void aSourceThatMovesThePointsALittleIsUnderstood() {
    Stretch stretch = Stretch.of(Duration.ofMinutes(1), NOON);

    assertThat(stretch.nearest(stretch.from())).isZero();
    assertThat(stretch.nearest(stretch.from().plusMillis(1900))).isZero();
    assertThat(stretch.nearest(stretch.from().plusMillis(2100))).isEqualTo(1);
    assertThat(stretch.nearest(NOON)).isEqualTo(stretch.points() - 1);
    assertThat(stretch.nearest(stretch.from().minusSeconds(60))).isNegative();
  }
}
