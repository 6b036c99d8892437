package dev.stuckpod.operator.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells an error of the connection from one of whoever reads from it. */
final class BreakingStream extends FilterInputStream {

  BreakingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }

  /** The connection broke. */
  static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
