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
   * Reads it.
   *
   * @throws IOException if it is not TLS, or the connection ends
   */
  static byte[] read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(1); // no more is kept for who says nothing
    if (header.length == 0 || header[0] != HANDSHAKE) {
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
    hello[0] = header[0];
    System.arraycopy(rest, 0, hello, 1, rest.length);
    if (in.readNBytes(hello, HEADER, length) < length) {
      throw new IOException("ended within the record");
    }
    return hello;
  }
}
