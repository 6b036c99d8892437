package dev.stuckpod.cli.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.grammar.Durations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settle is a minute, the deadline an hour after the load's end; five minutes are the margin. */
class PatienceTest {

  private static final Instant END = Instant.parse("2026-01-15T14:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0s,     0s,     ",
    "1m,     0s,     ",
    "6m,     0s,     ",
    "6m1s,   0s,     The operator has not ended the window within 6m",
    "6m1s,   30s,    ",
    "30m,    25m,    ",
    "30m,    23m,    The operator has not ended the window within 6m",
    "1h6m,   1h6m,   ",
    "1h6m1s, 1h6m1s, 'The API server was away, and the window''s deadline has passed'",
    "1h6m1s, 0s,     'The window''s deadline has passed, and the operator has not ended it'",
  })
  void timeWithoutAnApiServerDoesNotCountButTheDeadlineDoes(
      String waited, String away, @Nullable String told) {
    var patience = new Patience(Durations.parse("1m"), END.plus(Durations.parse("1h")));

    String why =
        patience
            .isExhausted(END, Durations.parse(away), END.plus(Durations.parse(waited)))
            .orElse(null);

    if (told == null) {
      assertThat(why).isNull();
    } else {
      assertThat(why).startsWith(told);
    }
  }
}
