package dev.stuckpod.analysis.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads eight bytes at once. */
public final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The lowest bit of each byte. */
  static final long ONES = 0x0101010101010101L;

  /** The highest bit of each byte. */
  static final long HIGH_BITS = 0x8080808080808080L;

  private Words() {}

  public static long at(byte[] b, int index) {
    return (long) LONG.get(b, index);
  }
}
