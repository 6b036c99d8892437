package dev.stuckpod.sidecar.attach;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes Thread.print on, and sees whether the JVM has virtual threads: it shows them only while
 * they are mounted, but from JDK 24 on also the thread that wakes them, which stays for good.
 */
final class VirtualSigns extends FilterOutputStream {
  private static final byte[][] SIGNS = {
    "VirtualThread".getBytes(StandardCharsets.US_ASCII),
    "Carrying virtual thread".getBytes(StandardCharsets.US_ASCII)
  };

  /** How much of each has just been seen; no sign has its first letter twice. */
  private final int[] seen = new int[SIGNS.length];

  private boolean any;

  VirtualSigns(OutputStream out) {
    super(out);
  }

  boolean any() {
    return any;
  }

  @Override
  public void write(int b) throws IOException {
    look((byte) b);
    out.write(b);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length && !any; i++) {
      look(buffer[i]);
    }
    out.write(buffer, offset, length);
  }

  private void look(byte b) {
    for (int i = 0; i < SIGNS.length; i++) {
      byte[] sign = SIGNS[i];
      seen[i] = !any && b == sign[seen[i]] ? seen[i] + 1 : b == sign[0] ? 1 : 0;
      if (seen[i] == sign.length) {
        any = true;
        seen[i] = 0;
      }
    }
  }
}
