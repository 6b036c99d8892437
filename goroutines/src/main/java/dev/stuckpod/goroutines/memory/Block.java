package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A few bytes of memory, copied; used again and again. Numbers are little-endian. */
public final class Block {

  private final ByteBuffer bytes;

  /** Makes room. */
  public Block(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies from memory; false, and zeros at the end, where not all of it could be read. */
  public boolean load(Memory memory, long address, int length) throws IOException {
    bytes.clear().limit(length);
    memory.read(address, bytes);
    boolean all = !bytes.hasRemaining();
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    return all;
  }

  /** Fills as much as fits. */
  public boolean load(Memory memory, long address) throws IOException {
    return load(memory, address, bytes.capacity());
  }

  /** Fills itself from a place on. */
  public void copy(ByteBuffer from, int place) {
    bytes.clear().put(0, from, place, bytes.capacity());
  }

  /** Gives a byte, unsigned. */
  public int u8(int at) {
    return bytes.get(at) & 0xff;
  }

  /** Gives four bytes as they are. */
  public int i32(int at) {
    return bytes.getInt(at);
  }

  /** Gives eight bytes as they are. */
  public long u64(int at) {
    return bytes.getLong(at);
  }

  /** Whether some bytes are the same in both, in steps of eight. */
  public boolean equals(Block other, int from, int to) {
    for (int at = from; at < to; at += 8) {
      if (bytes.getLong(at) != other.bytes.getLong(at)) {
        return false;
      }
    }
    return true;
  }
}
