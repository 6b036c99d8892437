package dev.stuckpod.operator.spool;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a file of the spool, and asks for room before each piece. */
final class SpoolOutput extends OutputStream {

  /** Is asked for at once, so that the spool is not counted at every write. */
  private static final long PIECE = 1 << 20;

  private final OutputStream out;
  private final Spool spool;
  private final String attemptId;
  private long granted;

  SpoolOutput(OutputStream out, Spool spool, String attemptId) {
    this.out = out;
    this.spool = spool;
    this.attemptId = attemptId;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > granted) {
      spool.makeRoom(attemptId, Math.max(length, PIECE));
      granted = Math.max(length, PIECE);
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw spool.unwritable(e);
    }
    granted -= length;
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw spool.unwritable(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw spool.unwritable(e);
    }
  }
}
