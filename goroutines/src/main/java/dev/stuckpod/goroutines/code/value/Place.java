package dev.stuckpod.goroutines.code.value;

/** Numbers for places that values lie in. */
public final class Place {

  private static final long SLOT = 1L << 40;
  private static final long BYTE = 2L << 40;
  private static final long CALLEE = 3L << 40;

  private Place() {}

  /** A register. */
  public static long register(int number) {
    return number;
  }

  /** Eight bytes of the frame. */
  public static long slot(int offset) {
    return SLOT | offset & 0xffffffffL;
  }

  /** One byte of the frame. */
  public static long byteAt(int offset) {
    return BYTE | offset & 0xffffffffL;
  }

  /** What a callee loads: which of its effects, how deep in it. */
  public static long ofCallee(int effect, int depth) {
    return CALLEE | (long) effect << 8 | depth;
  }
}
