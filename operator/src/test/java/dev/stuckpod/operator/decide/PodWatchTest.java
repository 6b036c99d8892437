package dev.stuckpod.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodWatchTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Decision STUCK = new Decision.Stuck(Reason.NoProgress, "", List.of());
  private static final Decision LIVE = new Decision.Progressing(Reason.CounterMoves, "");
  private static final Decision UNKNOWN = new Decision.Unknown(Reason.TargetDown, "");

  @Test
  void holdsOnlyWhileEveryDecisionIsStuck() {
    PodWatch watch = PodWatch.NEW.next(STUCK, "a", at(0)).next(STUCK, "a", at(19));
    assertThat(watch.held(Duration.ofSeconds(20), at(19))).isFalse();
    assertThat(watch.next(STUCK, "a", at(20)).held(Duration.ofSeconds(20), at(20))).isTrue();

    PodWatch interrupted = watch.next(UNKNOWN, "a", at(20)).next(STUCK, "a", at(21));
    assertThat(interrupted.held(Duration.ofSeconds(20), at(40))).isFalse();
    assertThat(interrupted.held(Duration.ofSeconds(20), at(41))).isTrue();
  }

  @Test
  void anotherContainerBeginsWithNothing() {
    PodWatch watch = PodWatch.NEW.next(STUCK, "a", at(0)).next(STUCK, "b", at(30));

    assertThat(watch.held(Duration.ofSeconds(20), at(30))).isFalse();
    assertThat(
            PodWatch.NEW.next(LIVE, "a", at(0)).next(LIVE, "b", at(60)).recovered(minute(), at(60)))
        .isFalse();
  }

  @Test
  void progressForAWholeWindowIsRecovery() {
    PodWatch watch = PodWatch.NEW.next(STUCK, "a", at(0)).next(LIVE, "a", at(10));

    assertThat(watch.recovered(minute(), at(69))).isFalse();
    assertThat(watch.recovered(minute(), at(70))).isTrue();
    assertThat(watch.next(UNKNOWN, "a", at(40)).next(LIVE, "a", at(50)).recovered(minute(), at(70)))
        .isFalse();
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
