package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Looks through a range for something of a certain shape. */
public final class Scan {

  private static final int CHUNK = 1 << 16;

  /** More than this is searched of no range. */
  private static final long LONGEST = 1L << 30;

  /** Says whether this is it. */
  @FunctionalInterface
  public interface Test {
    /**
     * Looks at one place.
     *
     * @param bytes little-endian; as many as were asked for follow {@code at}
     * @param at index of the place
     * @param address of the place
     */
    boolean isIt(ByteBuffer bytes, int at, long address) throws IOException, MalformedException;
  }

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Finds the first place that passes a test; what cannot be read is passed over.
   *
   * @param from where to begin, rounded up to a step
   * @param step distance between places
   * @param width how many bytes the test looks at
   * @return the address, or -1
   */
  public long find(Memory memory, long from, long to, int step, int width, Test test)
      throws IOException, MalformedException {
    long end = Math.min(to, from + LONGEST);
    long at = (from + step - 1) / step * step;
    while (at + width <= end) {
      bytes.clear().limit((int) Math.min(CHUNK, end - at));
      memory.read(at, bytes);
      int length = bytes.position();
      bytes.limit(CHUNK);
      int i = 0;
      for (; i + width <= length; i += step) {
        if (test.isIt(bytes, i, at + i)) {
          return at + i;
        }
      }
      at += i > 0 ? i : CHUNK - width / step * step;
    }
    return -1;
  }
}
