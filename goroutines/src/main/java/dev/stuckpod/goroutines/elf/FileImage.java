package dev.stuckpod.goroutines.elf;

import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The program as its file has it, at the addresses of the process. Constant data is read from here,
 * so that no page of it is mapped into the process on our behalf.
 *
 * @param file the file, with offsets as addresses
 * @param bias what the kernel has added to all addresses
 */
public record FileImage(Memory file, Elf elf, long bias) implements Memory {

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    long unbiased = address - bias;
    for (Segment segment : elf.segments()) {
      if (segment.holds(unbiased)) {
        int limit = into.limit();
        long there = segment.address() + segment.fileSize() - unbiased;
        into.limit(into.position() + (int) Math.min(into.remaining(), there));
        try {
          return file.read(segment.offset() + unbiased - segment.address(), into);
        } finally {
          into.limit(limit);
        }
      }
    }
    return 0;
  }
}
