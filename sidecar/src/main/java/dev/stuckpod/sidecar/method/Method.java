package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.process.Look;
import java.time.Duration;

/** A way to take a dump: what it needs of a process, and how it is taken. */
public interface Method extends Look {

  /** So long an attempt may take in all, whatever the app does. */
  default Duration within() {
    return Duration.ofSeconds(60);
  }

  /**
   * Takes it.
   *
   * @param process that was looked at a moment ago, and may be asked
   * @throws Exception where it cannot be had for a reason that is not the method's own: the
   *     spool's, or that the app did not answer in time
   */
  Outcome take(AttemptRequest request, ProcessInfo process) throws Exception;
}
