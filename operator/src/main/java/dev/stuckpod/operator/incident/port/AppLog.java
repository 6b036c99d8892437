package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.incident.failure.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Port: the log in which a signalled app leaves its dump. */
public interface AppLog {

  /** Follows it from now on; when this returns, nothing that is written from now on is missed. */
  Following begin(Target target, Attempt attempt) throws Trouble;

  /**
   * The log of an attempt: the one that is being followed, else taken up where a former life of
   * this operator left it, else from the attempt on.
   *
   * @param target null when it is gone: then there is what is in the spool
   */
  Following resume(@Nullable Target target, Attempt attempt) throws Trouble;

  /** The attempt has ended: nothing of its log is needed any more. */
  void forget(String attemptId);

  /** A log that is being followed. */
  interface Following {

    /**
     * Waits until the container has ended and its log is read, or the dump in it has ended.
     *
     * @return false when the time ran out first
     */
    boolean await(Duration limit) throws Trouble;

    /**
     * Stops reading and tells what was read; what is not all that there is is resumed anew
     * afterwards.
     */
    SpooledLog finish() throws Trouble;
  }
}
