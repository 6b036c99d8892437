package dev.stuckpod.analysis.line;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What is in a stream, told by its first two bytes: gzip, UTF-16, or bytes as they are. */
final class Unpacked {

  private Unpacked() {}

  /**
   * Begins to read.
   *
   * @throws IOException also where what begins as gzip is none
   */
  static InputStream open(InputStream raw, int chunk) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, chunk);
    buffered.mark(2);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    if (first == 0x1f && second == 0x8b) {
      return new GZIPInputStream(new Unhurried(buffered), chunk);
    }
    return Utf16.isMark(first, second) ? new Utf16(buffered) : buffered;
  }

  /** Joined gzip files are read to the last one, also where the next one has not come yet. */
  private static final class Unhurried extends FilterInputStream {
    Unhurried(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
