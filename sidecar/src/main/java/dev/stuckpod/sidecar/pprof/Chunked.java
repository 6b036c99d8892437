package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.port.InPieces;
import java.io.IOException;
import java.io.InputStream;

/** An answer in parts, each with its size before it; the last has none and says the end. */
final class Chunked extends InPieces {

  /** A size, and what nobody uses behind it. */
  private static final int LONGEST_SIZE = 256;

  private final InputStream in;
  private Whole part;
  private boolean begun;
  private boolean ended;

  Chunked(InputStream in) {
    this.in = in;
    this.part = new Whole(in, 0);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = part.read(buffer, offset, length);
    if (count < 0 && !ended) {
      next();
      count = part.read(buffer, offset, length);
    }
    return count;
  }

  private void next() throws IOException {
    if (begun && !Head.line(in, LONGEST_SIZE).isEmpty()) {
      throw new IOException("a part of the answer is longer than it says");
    }
    begun = true;
    long size = Head.number(Head.line(in, LONGEST_SIZE).split("[; ]", 2)[0], 16);
    part = new Whole(in, size);
    ended = size == 0;
  }
}
