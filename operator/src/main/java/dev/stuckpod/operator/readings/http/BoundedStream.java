package dev.stuckpod.operator.readings.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads so many bytes and no more. */
final class BoundedStream extends FilterInputStream {

  /** There was more. */
  static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private long left;

  BoundedStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws Exceeded {
    left -= Math.max(0, read);
    if (left < 0) {
      throw new Exceeded();
    }
  }
}
