package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts what is read. */
public final class Metered implements Memory {

  private final Memory memory;
  private long bytes;

  /** Counts from 0. */
  public Metered(Memory memory) {
    this.memory = memory;
  }

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    int count = memory.read(address, into);
    bytes += count;
    return count;
  }

  /** Tells how many bytes have been read. */
  public long bytes() {
    return bytes;
  }
}
