package dev.stuckpod.dumps;

import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;

/** Hands on what is written, and knows how much it was, and its digest. */
final class Counting extends DigestOutputStream {

  private long bytes;
  private long lines;

  Counting(OutputStream to) {
    super(to, Sha256.begin());
  }

  long bytes() {
    return bytes;
  }

  long lines() {
    return lines;
  }

  /** Hex; asked once, at the end. */
  String sha256() {
    return Sha256.hex(getMessageDigest());
  }

  @Override
  public void write(int one) throws IOException {
    super.write(one);
    bytes++;
    lines += one == '\n' ? 1 : 0;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    super.write(buffer, offset, length);
    bytes += length;
    for (int i = offset; i < offset + length; i++) {
      lines += buffer[i] == '\n' ? 1 : 0;
    }
  }
}
