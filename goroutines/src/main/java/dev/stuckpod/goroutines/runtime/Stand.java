package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout.G;
import java.nio.ByteBuffer;

/**
 * Who a goroutine that waits is, where it stands and how often it has run (modulo 256), as one
 * number. Whoever has not run keeps it.
 */
public final class Stand {

  private Stand() {}

  /**
   * Takes it from a g.
   *
   * @param in little-endian; the g begins at {@code g}
   */
  public static long of(ByteBuffer in, int g, G at) {
    return of(
        in.getLong(g + at.goid()),
        in.get(g + at.trackingSeq()) & 0xff,
        in.getLong(g + G.STACK + 8) - in.getLong(g + G.SP),
        in.getLong(g + G.PC),
        in.getLong(g + at.waiting()));
  }

  /**
   * The same from its parts.
   *
   * @param depth the place in the stack, counted from its upper end: the collector moves the stacks
   *     of those that wait to smaller room
   */
  static long of(long goid, int runs, long depth, long pc, long waiting) {
    long hash = mix(goid);
    hash = mix(hash ^ runs);
    hash = mix(hash ^ depth);
    hash = mix(hash ^ pc);
    return mix(hash ^ waiting);
  }

  /** Mixes the bits of a number, so that they can be told apart by any of them. */
  static long mix(long x) {
    long h = x * 0x9E3779B97F4A7C15L;
    return (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
  }
}
