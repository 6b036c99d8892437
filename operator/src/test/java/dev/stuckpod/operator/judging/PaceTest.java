package dev.stuckpod.operator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void policiesOfANamespaceComeAtTheSameMomentWheneverTheyEnd() {
    Instant one = NOON.plus(Pace.untilNext(STEP, "shop", NOON));
    Instant other = NOON.plusMillis(300).plus(Pace.untilNext(STEP, "shop", NOON.plusMillis(300)));

    assertThat(Duration.between(one, other).toMillis() % STEP.toMillis()).isZero();
  }

  @Test
  void namespacesAreSpread() {
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> Pace.untilNext(STEP, "team-" + i, NOON).toSeconds())
                .distinct())
        .hasSizeGreaterThan(4);
  }

  @Test
  void aTimerThatIsEarlyMakesNoSecondTurn() {
    Instant turn = NOON.plus(Pace.untilNext(STEP, "shop", NOON));

    assertThat(Pace.untilNext(STEP, "shop", turn.minusMillis(3))).isGreaterThan(STEP);
    assertThat(Pace.untilNext(STEP, "shop", turn.plusMillis(3))).isLessThan(STEP);
  }

  @Test
  void aRuleWithoutAnAnswerRestsLongerEveryTimeAndNeverLong() {
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(i -> Pace.rest(STEP, i).toMillis()))
        .containsExactly(4_500L, 9_000L, 18_000L, 30_000L, 30_000L);
    assertThat(Pace.rest(STEP, 1_000)).isEqualTo(Duration.ofSeconds(30));
  }
}
