package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;

/**
 * Values that depend on the pc, runtime.pcvalue: pairs of a value's change, zig-zag, and a number
 * of instructions for which it holds, both as varints.
 */
public final class PcValues {

  /** What a table has that is not there. */
  public static final int NONE = -1;

  private static final int MOST_STEPS = 1 << 22;
  private static final int LONGEST_VARINT = 5;

  private final Constants constants;
  private final long start;
  private final int quantum;
  private long at;

  PcValues(Constants constants, long start, int quantum) {
    this.constants = constants;
    this.start = start;
    this.quantum = quantum;
  }

  /**
   * Looks up a value.
   *
   * @param table its offset, 0 for none
   * @param entry the first pc that the table is for
   * @return {@link #NONE} where the table says nothing
   */
  public int at(int table, long entry, long pc) throws IOException, MalformedException {
    if (table == 0) {
      return NONE;
    }
    at = start + (table & 0xffffffffL);
    int value = -1;
    long end = entry;
    for (int step = 0; step < MOST_STEPS; step++) {
      int change = varint();
      if (change == 0 && step > 0) {
        return NONE;
      }
      value += (change & 1) != 0 ? -(change >>> 1) - 1 : change >>> 1;
      end += (varint() & 0xffffffffL) * quantum;
      if (pc < end) {
        return value;
      }
    }
    throw new MalformedException("a table of pc values does not end");
  }

  private int varint() throws IOException, MalformedException {
    int value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int b = constants.u8(at++);
      value |= (b & 0x7f) << 7 * i;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number in a table of pc values does not end");
  }
}
