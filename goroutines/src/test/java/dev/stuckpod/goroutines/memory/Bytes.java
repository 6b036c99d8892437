package dev.stuckpod.goroutines.memory;

import java.nio.ByteBuffer;

/** Some bytes at an address, and nothing elsewhere. */
public record Bytes(long start, ByteBuffer content) implements Memory {

  /** Numbers stand for bytes. */
  public static Bytes at(long start, int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return new Bytes(start, ByteBuffer.wrap(bytes));
  }

  @Override
  public int read(long address, ByteBuffer into) {
    // whole pages are read, as of a process
    int count = 0;
    while (address >= 0 && into.hasRemaining() && address + count < start + content.capacity()) {
      long at = address + count - start;
      into.put(at < 0 ? 0 : content.get((int) at));
      count++;
    }
    return count;
  }
}
