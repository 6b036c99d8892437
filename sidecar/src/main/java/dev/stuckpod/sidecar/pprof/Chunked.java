package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.port.InPieces;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** An answer in parts, each with its size before it; the last has none and says the end. */
final class Chunked extends InPieces {

  /** A size, and what nobody uses behind it. */
  private static final int LONGEST_SIZE = 256;

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  Chunked(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      next();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the answer breaks off");
    }
    left -= count;
    return count;
  }

  private void next() throws IOException {
    if (begun && !Head.line(in, LONGEST_SIZE).isEmpty()) {
      throw new IOException("a part of the answer is longer than it says");
    }
    begun = true;
    left = Head.number(Head.line(in, LONGEST_SIZE).split("[; ]", 2)[0], 16);
    ended = left == 0;
  }
}
