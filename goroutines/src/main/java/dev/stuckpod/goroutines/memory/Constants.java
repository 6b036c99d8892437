package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Data that never changes, read a page at a time and kept: one MiB of pages at most. */
public final class Constants {

  private static final int PAGE = 1 << 12;
  private static final int PAGES = 1 << 8;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Memory memory;
  private final byte[][] bytes = new byte[PAGES][];
  private final long[] pages = new long[PAGES];
  private final int[] lengths = new int[PAGES];
  private final ByteBuffer in = ByteBuffer.allocateDirect(PAGE);

  /** Reads from a memory. */
  public Constants(Memory memory) {
    this.memory = memory;
    Arrays.fill(pages, -1);
  }

  /** Gives a byte, unsigned. */
  public int u8(long address) throws IOException, MalformedException {
    return page(address, 1)[(int) address & (PAGE - 1)] & 0xff;
  }

  /** Gives four bytes as they are. */
  public int i32(long address) throws IOException, MalformedException {
    if ((address & (PAGE - 1)) <= PAGE - 4) {
      return (int) INT.get(page(address, 4), (int) address & (PAGE - 1));
    }
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | u8(address + i);
    }
    return value;
  }

  /** Gives four bytes, unsigned. */
  public long u32(long address) throws IOException, MalformedException {
    return i32(address) & 0xffffffffL;
  }

  /** Copies bytes up to a NUL, or up to a bound. */
  public byte[] text(long address, int longest) throws IOException, MalformedException {
    int length = 0;
    while (length < longest && u8(address + length) != 0) {
      length++;
    }
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) u8(address + i);
    }
    return text;
  }

  /** Gives the page with some bytes. */
  private byte[] page(long address, int length) throws IOException, MalformedException {
    long page = address >> 12;
    int slot = (int) (page & (PAGES - 1));
    if (pages[slot] != page) {
      load(page, slot);
    }
    if ((address & (PAGE - 1)) + length > lengths[slot]) {
      throw new MalformedException("there is nothing at 0x" + Long.toHexString(address));
    }
    return bytes[slot];
  }

  private void load(long page, int slot) throws IOException {
    if (bytes[slot] == null) {
      bytes[slot] = new byte[PAGE];
    }
    in.clear();
    lengths[slot] = memory.read(page << 12, in);
    pages[slot] = page;
    in.get(0, bytes[slot], 0, lengths[slot]);
  }
}
