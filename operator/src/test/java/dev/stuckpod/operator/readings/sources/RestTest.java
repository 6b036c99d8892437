package dev.stuckpod.operator.readings.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.Answer.Missing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestTest {

  private static final Missing AWAY = new Missing(Failure.SourceUnreachable, "It is away.");

  private Instant now = Instant.parse("2026-01-15T12:00:00Z");
  private final Rest rest = new Rest(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @Test
  void twoFailuresAreNoReasonToWait() {
    fail(2);

    assertThat(rest.now()).isEmpty();
  }

  @Test
  void afterThreeItIsLeftAloneAndThenOneAsks() {
    fail(3);

    assertThat(rest.now())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .returns(Failure.SourceUnreachable, Missing::failure)
                    .returns(
                        "It is away. It is asked again at 2026-01-15T12:00:05Z.",
                        Missing::message));
    later(5);
    assertThat(rest.now()).as("one asks").isEmpty();
    assertThat(rest.now()).as("the others wait for what it is told").isPresent();
  }

  @Test
  void itIsLeftAloneLongerEachTimeAndNeverForMoreThanHalfAMinute() {
    fail(3);
    for (int seconds : new int[] {5, 10, 20, 30, 30, 30}) {
      later(seconds - 1);
      assertThat(rest.now()).as("after %d s of %d", seconds - 1, seconds).isPresent();
      later(1);
      assertThat(rest.now()).as("after %d s", seconds).isEmpty();
      fail(1);
    }
  }

  @Test
  void whoAnswersIsAskedByAllAtOnce() {
    fail(8);
    later(30);
    assertThat(rest.now()).isEmpty();

    rest.answered();

    assertThat(rest.now()).isEmpty();
    assertThat(rest.now()).isEmpty();
    fail(2);
    assertThat(rest.now()).as("what was before is forgotten").isEmpty();
  }

  /** Another policy's question may be right. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SourceUnreachable", "SourceBusy"})
  void whatLiesInTheQuestionSaysNothingOfTheSource(Failure failure) {
    fail(2);
    rest.failed(new Missing(failure, "The question is wrong."));
    fail(2);

    assertThat(rest.now()).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      rest.failed(AWAY);
    }
  }

  private void later(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }
}
