package dev.stuckpod.sidecar.signal;

import dev.stuckpod.sidecar.process.Proc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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

  /** The same on amd64 and arm64. */
  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final long PIDFD_OPEN = 434;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Proc proc;
  private final MethodHandle syscall;
  private final MethodHandle kill;
  private final MethodHandle close;
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

  /** Links the functions of the C library. */
  public Signals(Proc proc) {
    this.proc = proc;
    Linker linker = Linker.nativeLinker();
    Linker.Option errno = Linker.Option.captureCallState("errno");
    var number = ValueLayout.JAVA_LONG;
    this.syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(number, number, number, number, number, number),
            errno,
            Linker.Option.firstVariadicArg(1));
    this.kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            errno);
    this.close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
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
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long pidfd = (long) syscall.invokeExact(state, PIDFD_OPEN, (long) pid, 0L, 0L, 0L);
      int opening = (int) ERRNO.get(state, 0L);
      if (pidfd < 0 && opening == ESRCH) {
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
        sent = true; // sooner too often than too seldom
        long result =
            pidfd < 0
                ? (int) kill.invokeExact(state, pid, SIGQUIT)
                : (long)
                    syscall.invokeExact(state, PIDFD_SEND_SIGNAL, pidfd, (long) SIGQUIT, 0L, 0L);
        return outcome(result, (int) ERRNO.get(state, 0L));
      } finally {
        if (pidfd >= 0) {
          int _ = (int) close.invokeExact((int) pidfd);
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException("native calls throw nothing of their own", impossible);
    }
  }

  private boolean isStill(int pid, long startTime) {
    OptionalLong now = proc.startTime(pid);
    return now.isPresent() && now.getAsLong() == startTime;
  }

  private static Outcome outcome(long result, int errno) {
    if (result == 0) {
      return Outcome.SENT;
    }
    return switch (errno) {
      case ESRCH -> Outcome.GONE;
      case EPERM -> Outcome.DENIED;
      default -> Outcome.FAILED;
    };
  }
}
