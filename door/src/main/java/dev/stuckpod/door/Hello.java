package dev.stuckpod.door;

import java.io.IOException;
import java.io.InputStream;

/** What a client of TLS begins with: one record, read whole before anything is computed for it. */
final class Hello {

  private static final int HEADER = 5;
  private static final int HANDSHAKE = 22;

  /** RFC 8446, 5.1. */
  private static final int LONGEST = 1 << 14;

  private Hello() {}

  /**
   * Reads the rest of it.
   *
   * @param first byte, which has been read; no more is kept for who says nothing
   * @throws IOException if it is not TLS, or the connection ends
   */
  static byte[] read(int first, InputStream in) throws IOException {
    if (first != HANDSHAKE) {
      throw new IOException("not TLS");
    }
    byte[] rest = in.readNBytes(HEADER - 1);
    if (rest.length < HEADER - 1) {
      throw new IOException("ended within the header");
    }
    int length = (rest[2] & 0xff) << 8 | rest[3] & 0xff;
    if (length > LONGEST) {
      throw new IOException("longer than a record may be");
    }
    byte[] hello = new byte[HEADER + length];
    hello[0] = HANDSHAKE;
    System.arraycopy(rest, 0, hello, 1, rest.length);
    if (in.readNBytes(hello, HEADER, length) < length) {
      throw new IOException("ended within the record");
    }
    return hello;
  }
}
