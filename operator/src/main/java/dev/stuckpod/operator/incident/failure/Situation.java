package dev.stuckpod.operator.incident.failure;

import dev.stuckpod.protocol.CaptureMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * In what a failure happened.
 *
 * @param stage how far the incident has come
 * @param method of the attempt under way; null when none is
 * @param sent whether its signal is known to have been sent
 * @param age since the stage began, as far as clocks can be trusted
 * @param tries failures in a row, this one among them, that this process has seen
 */
public record Situation(
    Stage stage, @Nullable CaptureMethod method, boolean sent, Duration age, int tries) {

  /** How far an incident has come. */
  public enum Stage {
    /** No attempt is under way: nothing was done. */
    Choosing,
    /** An intent is written: it may have been acted on. */
    Attempting,
    /** A dump is in hand and is not kept yet. */
    Keeping,
    /** Dumps are kept and are not explained yet. */
    Explaining
  }

  /** Whether the attempt under way is by a signal. */
  public boolean signals() {
    return method != null && method.signals();
  }
}
