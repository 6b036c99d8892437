package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a memory as they were when they were first read, up to 4 MiB: for many small things that
 * lie together, and need not be read at one moment.
 */
public final class Pages implements Memory {

  private static final int PAGE = 12;

  private final Memory memory;
  private final int pageBits;
  private final @Nullable ByteBuffer[] pages;
  private final long[] numbers;
  private final boolean[] known;

  /**
   * Reads from a memory, nothing so far.
   *
   * @param bits two to the power of this are kept at most
   */
  public Pages(Memory memory, int bits) {
    this(memory, bits, PAGE);
  }

  /**
   * Reads pieces of pages, nothing so far.
   *
   * @param bits two to the power of this are kept at most
   * @param pageBits two to the power of this are the bytes of each, a page at most
   */
  public Pages(Memory memory, int bits, int pageBits) {
    this.memory = memory;
    this.pageBits = pageBits;
    pages = new ByteBuffer[1 << bits];
    numbers = new long[1 << bits];
    known = new boolean[1 << bits];
  }

  /** Forgets what was read. */
  public void forget() {
    Arrays.fill(known, false);
  }

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    int count = 0;
    while (into.hasRemaining() && address + count >= 0 && address + count < LIMIT) {
      ByteBuffer page = page(address + count >>> pageBits);
      int at = (int) (address + count) & ((1 << pageBits) - 1);
      int length = Math.min(into.remaining(), page.limit() - at);
      if (length <= 0) {
        break;
      }
      into.put(into.position(), page, at, length).position(into.position() + length);
      count += length;
    }
    return count;
  }

  private ByteBuffer page(long number) throws IOException {
    int slot = (int) number & (pages.length - 1);
    ByteBuffer page = pages[slot];
    if (page == null || !known[slot] || numbers[slot] != number) {
      known[slot] = true;
      page = page == null ? ByteBuffer.allocate(1 << pageBits) : page.clear();
      pages[slot] = page;
      numbers[slot] = number;
      memory.read(number << pageBits, page);
      page.flip();
    }
    return page;
  }
}
