package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a memory as they were when they were first read, up to 4 MiB: for many small things that
 * lie together, and need not be read at one moment.
 */
public final class Pages implements Memory {

  private static final int BITS = 12;
  private static final int SIZE = 1 << BITS;
  private static final int MOST = 1 << 10;

  private final Memory memory;
  private final @Nullable ByteBuffer[] pages = new ByteBuffer[MOST];
  private final long[] numbers = new long[MOST];

  /** Reads from a memory, nothing so far. */
  public Pages(Memory memory) {
    this.memory = memory;
  }

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    int count = 0;
    while (into.hasRemaining() && address + count >= 0 && address + count < LIMIT) {
      ByteBuffer page = page(address + count >>> BITS);
      int at = (int) (address + count) & (SIZE - 1);
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
    int slot = (int) number & (MOST - 1);
    ByteBuffer page = pages[slot];
    if (page == null || numbers[slot] != number) {
      page = page == null ? ByteBuffer.allocate(SIZE) : page.clear();
      pages[slot] = page;
      numbers[slot] = number;
      memory.read(number << BITS, page);
      page.flip();
    }
    return page;
  }
}
