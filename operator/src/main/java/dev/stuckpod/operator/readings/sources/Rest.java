package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a source alone that fails again and again: for a while nobody asks it, and then one does.
 * So a hundred policies do not keep it from getting up again. A source that answers is asked by all
 * at once.
 */
final class Rest {

  /** What says something about the source and nothing about the question. */
  private static final Set<Failure> OF_THE_SOURCE =
      EnumSet.of(Failure.SourceUnreachable, Failure.SourceBusy);

  private static final int FAILURES_BEFORE = 3;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Clock clock;
  private int failures;
  private Instant until = Instant.MIN;
  private Answer.@Nullable Missing last;

  Rest(Clock clock) {
    this.clock = clock;
  }

  /** Why it must not be asked now; empty for whoever may. */
  synchronized Optional<Answer.Missing> now() {
    Instant now = Instant.now(clock);
    Answer.Missing why = last;
    if (why == null || failures < FAILURES_BEFORE) {
      return Optional.empty();
    }
    if (now.isBefore(until)) {
      return Optional.of(
          new Answer.Missing(
              why.failure(),
              "%s It is asked again at %s."
                  .formatted(why.message(), until.truncatedTo(ChronoUnit.SECONDS))));
    }
    until = now.plus(pause()); // the others wait for what this one is told
    return Optional.empty();
  }

  /** It has answered, or has failed for a reason that lies in the question. */
  synchronized void answered() {
    failures = 0;
    last = null;
  }

  /** There was no answer. */
  synchronized void failed(Answer.Missing why) {
    if (!OF_THE_SOURCE.contains(why.failure())) {
      answered();
      return;
    }
    failures++;
    last = why;
    until = Instant.now(clock).plus(pause());
  }

  private Duration pause() {
    int more = Math.min(Math.max(failures - FAILURES_BEFORE, 0), 3);
    Duration pause = FIRST.multipliedBy(1L << more);
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
