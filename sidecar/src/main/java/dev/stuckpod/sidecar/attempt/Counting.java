package dev.stuckpod.sidecar.attempt;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written and asks before each piece. */
final class Counting extends FilterOutputStream {

  private final Gate gate;
  private long bytes;

  /** Is asked before each piece. */
  interface Gate {
    /**
     * Lets a piece pass, or throws.
     *
     * @param after how many bytes there will be with it
     */
    void pass(long after) throws IOException;
  }

  Counting(OutputStream out, Gate gate) {
    super(out);
    this.gate = gate;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void write(int b) throws IOException {
    count(1);
    out.write(b);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    count(length);
    out.write(buffer, offset, length);
  }

  private void count(int length) throws IOException {
    gate.pass(bytes + length);
    bytes += length;
  }
}
