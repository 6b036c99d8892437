package dev.stuckpod.sidecar.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** A call of the kernel, by its number on amd64 and on arm64. */
public enum Call {
  READ(0, 63),
  CLOSE(3, 57),
  MADVISE(28, 233),
  KILL(62, 129),
  OPENAT(257, 56),
  PIPE2(293, 59),
  PIDFD_SEND_SIGNAL(424, 424),
  PIDFD_OPEN(434, 434);

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private final long number;

  Call(int amd64, int arm64) {
    this.number = isArm() ? arm64 : amd64;
  }

  /** Whether this is arm64, which has other numbers. */
  public static boolean isArm() {
    return "aarch64".equals(System.getProperty("os.arch"));
  }

  /**
   * Calls it.
   *
   * @return what it returns, at least 0; else the error's number, negative
   */
  public long with(long first, long second, long third, long fourth) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) SYSCALL.invokeExact(state, number, first, second, third, fourth);
      return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException("native calls throw nothing of their own", impossible);
    }
  }

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    var number = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(number, number, number, number, number, number),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }
}
