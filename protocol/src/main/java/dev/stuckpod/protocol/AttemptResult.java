package dev.stuckpod.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param message one sentence
 * @param startedAt RFC 3339
 * @param finishedAt RFC 3339
 * @param dump what lies ready to be fetched; absent for SIGQUIT and failures
 */
public record AttemptResult(
    String attemptId,
    State state,
    CaptureMethod method,
    Reason reason,
    String message,
    String startedAt,
    String finishedAt,
    @Nullable DumpFile dump) {

  /** What became of it. */
  public enum State {
    /** The dump was taken, or the signal sent. */
    Done,
    /** Nothing was done to the process. */
    Refused,
    /** It was tried and did not work. */
    Failed
  }
}
