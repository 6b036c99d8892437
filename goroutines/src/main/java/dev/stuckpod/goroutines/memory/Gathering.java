package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the beginnings of many objects with few reads: those that are neighbours come together.
 * Objects of one size share pages in Go's heap, and what lies between is copied faster than the
 * kernel can be asked once more. No page is read that holds nothing of any of them, as it may be
 * one that the process has never touched.
 */
public final class Gathering {

  private static final int ROOM = 1 << 16;
  private static final int PAGE_BITS = 12;

  /** Addresses are below 2^47 and divisible by 8, so both fit into a long that can be sorted. */
  private static final int INDEX_BITS = 13;

  private static final int ALIGNED = 3;

  private final Memory memory;
  private final int length;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] order;

  /** Takes what was read. */
  public interface Visitor {

    /**
     * Looks at one object.
     *
     * @param i its index among the addresses
     * @param in little-endian; its bytes begin at {@code at}
     */
    void see(int i, long address, ByteBuffer in, int at);

    /** There is nothing at an address. */
    void miss(int i);
  }

  /**
   * Reads objects.
   *
   * @param length bytes of each
   * @param most objects at once, 8,192 at most
   */
  public Gathering(Memory memory, int length, int most) {
    if (most > 1 << INDEX_BITS || length > ROOM) {
      throw new IllegalArgumentException("too much at once");
    }
    this.memory = memory;
    this.length = length;
    this.order = new long[most];
  }

  /** Reads the objects at some addresses, each once; where one is 0, there is none. */
  public void read(long[] addresses, int count, Visitor visitor) throws IOException {
    int wanted = 0;
    for (int i = 0; i < count; i++) {
      if (addresses[i] == 0) {
        visitor.miss(i);
      } else {
        order[wanted++] = addresses[i] >>> ALIGNED << INDEX_BITS | i;
      }
    }
    Arrays.sort(order, 0, wanted);
    for (int i = 0; i < wanted; ) {
      i = readFrom(i, wanted, visitor);
    }
  }

  /** Reads one and its neighbours; tells which one is next. */
  private int readFrom(int first, int wanted, Visitor visitor) throws IOException {
    long start = address(first);
    long end = start + length;
    for (int i = first + 1; i < wanted && isNear(address(i), start, end); i++) {
      end = address(i) + length;
    }
    bytes.clear().limit((int) (end - start));
    long there = start + memory.read(start, bytes);
    int i = first;
    for (; i < wanted && address(i) + length <= there; i++) {
      visitor.see(index(i), address(i), bytes, (int) (address(i) - start));
    }
    if (i == first) {
      visitor.miss(index(i++));
    }
    return i;
  }

  private boolean isNear(long address, long start, long end) {
    return address >>> PAGE_BITS <= ((end - 1) >>> PAGE_BITS) + 1
        && address + length - start <= ROOM;
  }

  private long address(int i) {
    return order[i] >>> INDEX_BITS << ALIGNED;
  }

  private int index(int i) {
    return (int) order[i] & ((1 << INDEX_BITS) - 1);
  }
}
