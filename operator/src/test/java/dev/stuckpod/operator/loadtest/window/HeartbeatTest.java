package dev.stuckpod.operator.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a window's load is seen to run, by what stands at the window in its turns. */
class HeartbeatTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final During BY_HAND = new During.ByHand();

  /**
   * Turns are written as SECOND=VALUE; nothing stands there where no value does. In the end it is
   * asked at the second of the last one.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody says anything                    | 0= 3= 60=                | false",
        "it begins                               | 0= 3=1                   | true",
        "it goes on                              | 0= 3=1 13=2 23=3         | true",
        "it is read more often than renewed      | 0= 3=1 6=1 9=1 12=1      | true",
        "two are missed                          | 0= 3=1 33=1              | true",
        "it has stopped                          | 0= 3=1 34=1              | false",
        "it goes on after a while                | 0= 3=1 60=1 63=2         | true",
        "a new operator finds an old one         | 0=7 3=7 6=7              | false",
        "a new operator finds one that goes on   | 0=7 3=7 6=8              | true",
        "it need not count                       | 0=9 3=one                | true",
        "nor upwards                             | 0=9 3=8                  | true",
        "who takes it away has not run anything  | 0= 3=1 6=                | false",
        "and may come back                       | 0= 3=1 6= 9=1            | true",
        "turns are further apart than beats last | 0= 120=1 240=13 360=25   | true",
        "the same, and it has stopped            | 0= 120=1 240=13 360=13   | false",
      })
  void beats(String name, String turns, boolean beats) {
    Heartbeat heartbeat = Heartbeat.NONE;
    Instant now = NOON;
    for (String turn : turns.split(" ")) {
      List<String> parts = List.of(turn.split("=", -1));
      now = NOON.plusSeconds(Long.parseLong(parts.getFirst()));
      heartbeat = heartbeat.next(parts.getLast().isEmpty() ? null : parts.getLast(), now);
    }

    assertThat(heartbeat.beats(now)).isEqualTo(beats);
    assertThat(heartbeat.load(BY_HAND, ChildState.NotThere, now))
        .isEqualTo(beats ? ChildState.Running : ChildState.NotThere);
  }

  /** What has a TestRun, a Job or a clock is told by these. */
  @ParameterizedTest
  @EnumSource
  void countsOnlyForWhatIsClosedByHand(ChildState child) {
    Heartbeat heartbeat = Heartbeat.NONE.next(null, NOON).next("1", NOON);

    assertThat(heartbeat.beats(NOON)).isTrue();
    for (During during :
        List.of(
            new During.Child("soak"),
            new During.Until(NOON.plusSeconds(60)),
            new During.For(Duration.ofMinutes(1)))) {
      assertThat(heartbeat.load(during, child, NOON)).isEqualTo(child);
    }
  }

  @Test
  void whoHasNotLookedYetKnowsNothing() {
    assertThat(Heartbeat.NONE.beats(NOON)).isFalse();
  }
}
