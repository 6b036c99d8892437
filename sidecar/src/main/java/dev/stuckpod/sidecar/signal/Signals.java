package dev.stuckpod.sidecar.signal;

import dev.stuckpod.sidecar.kernel.Call;
import dev.stuckpod.sidecar.process.Proc;
import java.util.OptionalLong;

/**
 * Sends SIGQUIT. The process is first held by a pidfd and then looked at again, so the signal
 * cannot reach another one that has taken over the pid; where the kernel has no pidfd, kill(2) is
 * used right after the look. A process without a handler for it is never sent the signal.
 */
public final class Signals {

  private static final int SIGQUIT = 3;
  private static final int EPERM = 1;
  private static final int ESRCH = 3;

  private final Proc proc;
  private volatile boolean sent;

  /** What became of a signal. */
  public enum Outcome {
    SENT,
    GONE,
    /** The signal would have ended it without a dump: not sent. */
    NOT_CAUGHT,
    DENIED,
    FAILED
  }

  /** Looks at processes in a /proc. */
  public Signals(Proc proc) {
    this.proc = proc;
  }

  /** Tells whether any signal was sent. */
  public boolean haveBeenSent() {
    return sent;
  }

  /**
   * Sends SIGQUIT to a process, at most once.
   *
   * @param startTime when that process began: another one is not signalled
   */
  public Outcome sigquit(int pid, long startTime) {
    long pidfd = Call.PIDFD_OPEN.with(pid, 0, 0, 0);
    if (pidfd == -ESRCH) {
      return Outcome.GONE;
    }
    try {
      if (!isStill(pid, startTime)) {
        return Outcome.GONE;
      }
      // looked at last, with the process held: exec keeps pid and start time, but no handler
      if (!proc.catchesSigquit(pid)) {
        return Outcome.NOT_CAUGHT;
      }
      if (Thread.currentThread().isInterrupted()) {
        return Outcome.FAILED; // given up, and answered so
      }
      sent = true; // sooner too often than too seldom
      return outcome(
          pidfd < 0
              ? Call.KILL.with(pid, SIGQUIT, 0, 0)
              : Call.PIDFD_SEND_SIGNAL.with(pidfd, SIGQUIT, 0, 0));
    } finally {
      if (pidfd >= 0) {
        Call.CLOSE.with(pidfd, 0, 0, 0);
      }
    }
  }

  private boolean isStill(int pid, long startTime) {
    OptionalLong now = proc.startTime(pid);
    return now.isPresent() && now.getAsLong() == startTime;
  }

  private static Outcome outcome(long result) {
    if (result == 0) {
      return Outcome.SENT;
    }
    return switch ((int) -result) {
      case ESRCH -> Outcome.GONE;
      case EPERM -> Outcome.DENIED;
      default -> Outcome.FAILED;
    };
  }
}
