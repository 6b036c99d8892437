package dev.stuckpod.operator.incident.failure;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from a failure. */
public sealed interface Decision {

  /** The same step is done again; nothing is lost and nothing worse is tried. */
  record AskAgain(Duration after) implements Decision {}

  /** What may pass has not passed: the next method that is possible is used. */
  record PassOver() implements Decision {}

  /** The attempt has ended without a dump; {@link Ladder} says what comes after it. */
  record Conclude(AttemptOutcome outcome, String message) implements Decision {}

  /**
   * No dump is taken any more.
   *
   * @param outcome of the attempt under way; null where none is
   */
  record GiveUp(CapturedReason reason, String sentence, @Nullable AttemptOutcome outcome)
      implements Decision {}

  /** The dump in hand is explained, and said not to be kept. */
  record ExplainUnkept(String sentence) implements Decision {}

  /** What can be read of several dumps is explained, and the rest said to be unreadable. */
  record ExplainTheRest(String sentence) implements Decision {}

  /** The explanation is written in so many bytes at most. */
  record WriteLess(int bytes) implements Decision {}

  /** The dump stays unexplained. */
  record LeaveUnexplained(String sentence) implements Decision {}
}
