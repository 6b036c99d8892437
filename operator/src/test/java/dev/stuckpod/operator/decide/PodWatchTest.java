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
  private static final Decision LATE = new Decision.Unknown(Reason.WindowNotCovered, "");
  private static final Decision UNKNOWN = new Decision.Unknown(Reason.TargetDown, "");

  @Test
  void holdsOnlyWhileEveryDecisionIsStuck() {
    PodWatch watch =
        PodWatch.NEW.next(STUCK, "a", minute(), at(0)).next(STUCK, "a", minute(), at(19));
    assertThat(watch.held(Duration.ofSeconds(20), at(19))).isFalse();
    assertThat(watch.next(STUCK, "a", minute(), at(20)).held(Duration.ofSeconds(20), at(20)))
        .isTrue();

    PodWatch interrupted =
        watch.next(UNKNOWN, "a", minute(), at(20)).next(STUCK, "a", minute(), at(21));
    assertThat(interrupted.held(Duration.ofSeconds(20), at(40))).isFalse();
    assertThat(interrupted.held(Duration.ofSeconds(20), at(41))).isTrue();
  }

  @Test
  void aLateSampleInterruptsNothing() {
    PodWatch late = PodWatch.NEW.next(STUCK, "a", minute(), at(0)).next(LATE, "a", minute(), at(5));

    assertThat(late.next(STUCK, "a", minute(), at(20)).held(Duration.ofSeconds(20), at(20)))
        .isTrue();
    assertThat(
            late.next(LATE, "a", minute(), at(10)).next(STUCK, "a", minute(), at(59)).stuckSince())
        .isEqualTo(at(0));
    assertThat(late.next(STUCK, "b", minute(), at(20)).stuckSince()).isEqualTo(at(20));
    assertThat(
            PodWatch.NEW
                .next(LIVE, "a", minute(), at(0))
                .next(LATE, "a", minute(), at(30))
                .next(LIVE, "a", minute(), at(60))
                .recovered(minute(), at(60)))
        .isTrue();
  }

  @Test
  void samplesThatStayAwayForAWindowInterrupt() {
    PodWatch away =
        PodWatch.NEW.next(STUCK, "a", minute(), at(0)).next(LATE, "a", minute(), at(60));

    assertThat(away.next(STUCK, "a", minute(), at(61)).stuckSince()).isEqualTo(at(61));
  }

  @Test
  void anotherContainerBeginsWithNothing() {
    PodWatch watch =
        PodWatch.NEW.next(STUCK, "a", minute(), at(0)).next(STUCK, "b", minute(), at(30));

    assertThat(watch.held(Duration.ofSeconds(20), at(30))).isFalse();
    assertThat(
            PodWatch.NEW
                .next(LIVE, "a", minute(), at(0))
                .next(LIVE, "b", minute(), at(60))
                .recovered(minute(), at(60)))
        .isFalse();
  }

  @Test
  void progressForAWholeWindowIsRecovery() {
    PodWatch watch =
        PodWatch.NEW.next(STUCK, "a", minute(), at(0)).next(LIVE, "a", minute(), at(10));

    assertThat(watch.recovered(minute(), at(69))).isFalse();
    assertThat(watch.recovered(minute(), at(70))).isTrue();
    assertThat(
            watch
                .next(UNKNOWN, "a", minute(), at(40))
                .next(LIVE, "a", minute(), at(50))
                .recovered(minute(), at(70)))
        .isFalse();
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
