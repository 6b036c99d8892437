package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.port.InPieces;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** An answer whose length was told, or a part of one. */
final class Whole extends InPieces {

  private final InputStream in;
  private long left;

  Whole(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the answer breaks off");
    }
    left -= count;
    return count;
  }
}
