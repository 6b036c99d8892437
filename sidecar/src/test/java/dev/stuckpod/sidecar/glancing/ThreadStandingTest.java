package dev.stuckpod.sidecar.glancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.proc.ThreadRuns.Run;
import dev.stuckpod.protocol.Glance.Threads;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadStandingTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ThreadStanding standing = new ThreadStanding();

  @Test
  void atTheFirstLookNothingIsKnown() {
    look(5, new Run(SECOND, 9));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void oneThatRestsIsStillSinceItWasFirstSeenSoButHasNotStopped() {
    look(5, new Run(SECOND, 9));
    look(8, new Run(SECOND, 9));
    look(11, new Run(SECOND, 9));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 1, 6 * SECOND, 0, 0, 0));
  }

  @Test
  void oneThatRanAndRestsHasStopped() {
    look(5, new Run(SECOND, 9));
    look(8, new Run(2 * SECOND, 900));
    look(11, new Run(2 * SECOND, 900));
    look(14, new Run(2 * SECOND, 900));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 1, 6 * SECOND, 0, 1, 6 * SECOND));
  }

  /** As the first in line at a monitor does, in JVMs before 24. */
  @Test
  void oneThatRanAndOnlyLooksAtTheClockHasStopped() {
    look(5, new Run(SECOND, 9));
    look(8, new Run(2 * SECOND, 900));
    look(11, new Run(2 * SECOND + MILLI / 10, 903));
    look(14, new Run(2 * SECOND + MILLI / 5, 906));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 0, 0, 1, 1, 6 * SECOND));
  }

  @Test
  void oneThatRunsAllTheTimeWithoutSwitchingIsAtWork() {
    look(5, new Run(SECOND, 9));
    look(8, new Run(4 * SECOND, 9));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void oneThatWakesOftenIsAtWorkHoweverShortly() {
    look(5, new Run(SECOND, 9));
    look(8, new Run(SECOND + MILLI / 10, 69));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void oneThatEndsIsForgottenAndItsNumberIsAnothers() {
    look(5, new Run(SECOND, 9));
    look(8);
    look(11, new Run(SECOND, 9));

    assertThat(standing.end(1)).isEqualTo(new Threads(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void thoseThatWereNotReadAreTold() {
    look(5, new Run(SECOND, 9));

    assertThat(standing.end(3000)).isEqualTo(new Threads(3000, 2999, 0, 0, 0, 0, 0));
  }

  /** Ends the look before, and sees one thread or none. */
  private void look(long second, Run... run) {
    standing.end(1);
    standing.begin(SECOND * second);
    if (run.length > 0) {
      standing.see(7, run[0]);
    }
  }
}
