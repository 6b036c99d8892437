package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes at addresses. */
@FunctionalInterface
public interface Memory {

  /** Addresses of a process are below this. */
  long LIMIT = 1L << 47;

  /**
   * Reads from an address into what remains of a buffer.
   *
   * @return how many bytes there were, 0 where nothing is to be read
   * @throws IOException only if the way to read is closed
   */
  int read(long address, ByteBuffer into) throws IOException;
}
