package dev.stuckpod.operator.capture.lines;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the lines of a {@link LogMerge} as one stream: so they need no second place on the disk.
 */
public final class MergedLines extends InputStream {

  private final LogMerge lines;
  private byte[] line = {};
  private int next;
  private boolean ended;

  /** Reads what a merge gives, line by line. */
  public MergedLines(LogMerge lines) {
    this.lines = lines;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == line.length && !ended) {
      byte[] more = lines.next();
      ended = more == null;
      line = more == null ? new byte[0] : more;
      next = 0;
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, buffer, offset, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
