package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.operator.readings.Ticks;
import java.time.Duration;
import java.time.Instant;

/**
 * Says on standard error how far it has come: at a terminal in one line, elsewhere now and then.
 */
final class Progress {

  private static final long SELDOM = Duration.ofSeconds(10).toNanos();
  private static final long OFTEN = Duration.ofMillis(200).toNanos();

  private final Console err;
  private final int columns;
  private final Ticks ticks;
  private long said = System.nanoTime();

  Progress(Console err, int columns, Ticks ticks) {
    this.err = err;
    this.columns = columns;
    this.ticks = ticks;
  }

  void at(Instant time) {
    if (System.nanoTime() - said < (columns > 0 ? OFTEN : SELDOM)) {
      return;
    }
    said = System.nanoTime();
    long percent =
        100
            * Duration.between(ticks.from(), time).toSeconds()
            / Math.max(1, Duration.between(ticks.from(), ticks.to()).toSeconds());
    String text = "stuckpod: judged to %s, %d %%".formatted(time, percent);
    if (columns > 0) {
      err.over(text, columns);
    } else {
      err.line(text);
      err.flush();
    }
  }

  void end() {
    if (columns > 0) {
      err.over("", columns);
    }
  }
}
