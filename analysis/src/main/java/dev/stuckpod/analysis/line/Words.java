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

  /** Gives a word with the highest bit of each byte set that is zero in another one, exactly. */
  static long zeroBytes(long x) {
    return ~((x & ~HIGH_BITS) + ~HIGH_BITS | x | ~HIGH_BITS);
  }

  /** Reads eight hex digits. */
  static long hex(long digits) {
    // the value of each: letters are 9 more than their lowest bits, and bit 6 tells them
    long n = Long.reverseBytes((digits & 0x0f0f0f0f0f0f0f0fL) + 9 * (digits >>> 6 & ONES));
    n = (n | n >>> 4) & 0x00ff00ff00ff00ffL;
    n = (n | n >>> 8) & 0x0000ffff0000ffffL;
    return (n | n >>> 16) & 0xffffffffL;
  }

  public static long at(byte[] b, int index) {
    return (long) LONG.get(b, index);
  }
}
