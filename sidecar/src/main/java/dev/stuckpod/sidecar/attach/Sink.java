package dev.stuckpod.sidecar.attach;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where a dump goes; that it cannot go there is not the JVM's failure. */
final class Sink extends FilterOutputStream {

  /** The dump's place has failed. */
  static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException why;

    FailedException(IOException why) {
      super(why);
      this.why = why;
    }

    IOException why() {
      return why;
    }
  }

  Sink(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw new FailedException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }
}
