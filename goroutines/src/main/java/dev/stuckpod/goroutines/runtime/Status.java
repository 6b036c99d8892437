package dev.stuckpod.goroutines.runtime;

/** What a goroutine is doing: the numbers of g.atomicstatus and the runtime's words for them. */
public final class Status {

  /** Could run. */
  public static final int RUNNABLE = 1;

  /** Runs now. */
  public static final int RUNNING = 2;

  /** In a system call, or in C. */
  public static final int SYSCALL = 3;

  /** Waits for something. */
  public static final int WAITING = 4;

  /** Waits for what nobody can ever do, found by a leak check. */
  public static final int LEAKED = 10;

  /** Set while the garbage collector looks at the stack. */
  public static final int MASK = 0xfff;

  private static final int IDLE = 0;
  private static final int MORIBUND = 5;
  private static final int DEAD = 6;
  private static final int COPYING_STACK = 8;
  private static final int PREEMPTED = 9;
  private static final int DEAD_EXTRA = 11;

  private Status() {}

  /** Whether there is no goroutine, or not yet, or no more. */
  public static boolean isDead(int status) {
    return status == IDLE || status == MORIBUND || status == DEAD || status == DEAD_EXTRA;
  }

  /** Whether its stack is being moved. */
  static boolean isTransient(int status) {
    return status == COPYING_STACK;
  }

  /** Whether there is such a status. */
  public static boolean exists(int status) {
    return status >= IDLE && status <= DEAD_EXTRA;
  }

  /** Gives the runtime's word. */
  public static String word(int status) {
    return switch (status) {
      case RUNNABLE -> "runnable";
      case RUNNING -> "running";
      case SYSCALL -> "syscall";
      case WAITING -> "waiting";
      case COPYING_STACK -> "copystack";
      case PREEMPTED -> "preempted";
      case LEAKED -> "leaked";
      default -> "???";
    };
  }
}
