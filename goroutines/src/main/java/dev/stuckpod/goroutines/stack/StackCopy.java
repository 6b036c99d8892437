package dev.stuckpod.goroutines.stack;

import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A copy of the used part of a stack. Almost all fit and are copied in one read; of a longer one,
 * only the part that is looked at.
 */
public final class StackCopy {

  private static final int WINDOW = 1 << 18;
  private static final int BACK = 1 << 12;

  /** So much is copied of one stack; goroutines this deep have run away. */
  private static final long MOST = 64L << 20;

  private final Memory memory;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
  private long low;
  private long high;
  private long start;
  private int length;
  private long copied;
  private boolean failed;

  /** Copies from a memory. */
  public StackCopy(Memory memory) {
    this.memory = memory;
  }

  /** Copies {@code [low, high)}, or the first part of it; false where that cannot be read. */
  public boolean load(long low, long high) throws IOException {
    this.low = low;
    this.high = high;
    copied = 0;
    failed = false;
    window(low);
    return !failed;
  }

  /** Whether all of it has been copied at once. */
  public boolean isWhole() {
    return high - low <= WINDOW;
  }

  /** Whether some bytes are on the stack. */
  public boolean covers(long address, int size) {
    return address >= low && address <= high - size;
  }

  /** Gives where the stack ends. */
  public long high() {
    return high;
  }

  /** Whether a part could not be copied; its words are 0. */
  public boolean hasFailed() {
    return failed;
  }

  /** Gives the eight bytes at an address; 0 outside of the stack. */
  public long word(long address) throws IOException {
    return has(address, 8) ? bytes.getLong((int) (address - start)) : 0;
  }

  /** Gives a number of so many bytes, 1 to 8, at an address; 0 outside of the stack. */
  public long value(long address, int size) throws IOException {
    if (!has(address, size)) {
      return 0;
    }
    long value = 0;
    int at = (int) (address - start);
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes.get(at + i) & 0xff;
    }
    return value;
  }

  private boolean has(long address, int size) throws IOException {
    if (address < low || address > high - size) {
      return false;
    }
    if (address < start || address + size > start + length) {
      window(Math.max(low, address - BACK));
    }
    return address >= start && address + size <= start + length;
  }

  private void window(long from) throws IOException {
    start = from;
    length = 0;
    int wanted = (int) Math.min(WINDOW, high - from);
    if (copied + wanted > MOST) {
      failed = true;
      return;
    }
    bytes.clear().limit(wanted);
    length = memory.read(from, bytes);
    bytes.clear();
    copied += length;
    failed |= length < wanted;
  }
}
