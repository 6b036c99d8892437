package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How taking a dump ended.
 *
 * @param message one sentence
 * @param dump what lies ready to be fetched; absent for a signal and failures
 */
public record Outcome(State state, Reason reason, String message, @Nullable DumpFile dump) {

  /** It lies in the spool. */
  public static Outcome taken(DumpFile dump, String how) {
    return new Outcome(State.Done, Reason.DumpTaken, how, dump);
  }

  /** Nothing was done to the process. */
  public static Outcome refused(Reason reason, String message) {
    return new Outcome(State.Refused, reason, message, null);
  }

  /** It was tried and did not work. */
  public static Outcome failed(Reason reason, @Nullable String message) {
    return new Outcome(State.Failed, reason, String.valueOf(message), null);
  }
}
