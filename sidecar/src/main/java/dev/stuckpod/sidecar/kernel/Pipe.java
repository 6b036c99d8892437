package dev.stuckpod.sidecar.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * A pipe of the kernel. Another process of the same user writes into it by the name that the kernel
 * has for its end, as long as this process has it open; nothing lies on a disk, and whoever writes
 * goes no further than what is read.
 */
public final class Pipe implements AutoCloseable {
  private static final long CLOSE_ON_EXEC = 0x80000;
  private static final long NEVER_WAIT = 0x800; // O_NONBLOCK
  private static final long NOTHING_YET = -11; // EAGAIN

  private final long reading;
  private final long writing;
  private boolean writable = true;

  private Pipe(long reading, long writing) {
    this.reading = reading;
    this.writing = writing;
  }

  /** Makes one. */
  public static Pipe open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      long result = Call.PIPE2.with(ends.address(), CLOSE_ON_EXEC | NEVER_WAIT, 0, 0);
      if (result < 0) {
        throw new IOException("no pipe: errno " + -result);
      }
      return new Pipe(
          ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
    }
  }

  /** Names the end to write to, for whoever sees this process under a number. */
  public Path name(long pid) {
    return Path.of("/proc", Long.toString(pid), "fd", Long.toString(writing));
  }

  /**
   * Reads what is there, without waiting.
   *
   * @return how many bytes; 0 when there are none yet, -1 when nobody has the other end any more
   */
  public int read(byte[] into) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment piece = arena.allocate(into.length);
      long count = Call.READ.with(reading, piece.address(), into.length, 0);
      if (count == NOTHING_YET) {
        return 0;
      }
      if (count < 0) {
        throw new IOException("reading a pipe: errno " + -count);
      }
      MemorySegment.copy(piece, 0, MemorySegment.ofArray(into), 0, count);
      return count == 0 ? -1 : (int) count;
    }
  }

  /** Gives up the end to write to: from then on it has no name. */
  public synchronized void endWriting() {
    if (writable) {
      writable = false;
      Call.CLOSE.with(writing, 0, 0, 0);
    }
  }

  /** Gives up both: whoever still writes is told that nobody reads. */
  @Override
  public void close() {
    endWriting();
    Call.CLOSE.with(reading, 0, 0, 0);
  }
}
