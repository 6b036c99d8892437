package dev.stuckpod.analysis.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Text in UTF-16, as PowerShell writes what is redirected to a file, turned into UTF-8 piece by
 * piece.
 */
final class Utf16 extends InputStream {
  private static final int CHUNK = 1 << 13;

  private final Reader reader;
  private final char[] chars = new char[CHUNK];
  private byte[] bytes = {};
  private int next;

  /** Makes one of a stream that starts with a byte order mark. */
  Utf16(InputStream in) {
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_16);
  }

  /** Whether a text starts with a byte order mark of UTF-16, in either order. */
  static boolean isMark(int first, int second) {
    return first == 0xff && second == 0xfe || first == 0xfe && second == 0xff;
  }

  @Override
  public int read() throws IOException {
    return isFilled() ? bytes[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (len == 0) {
      return 0;
    }
    if (!isFilled()) {
      return -1;
    }
    int n = Math.min(len, bytes.length - next);
    System.arraycopy(bytes, next, b, off, n);
    next += n;
    return n;
  }

  /** Reads on when nothing is left; false at the end. */
  private boolean isFilled() throws IOException {
    if (next < bytes.length) {
      return true;
    }
    int n = reader.read(chars, 0, CHUNK - 1);
    if (n < 0) {
      return false;
    }
    if (Character.isHighSurrogate(chars[n - 1])) {
      // half a character: the other half follows, unless the text is cut
      n += Math.max(0, reader.read(chars, n, 1));
    }
    var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars, 0, n));
    bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    next = 0;
    return true;
  }
}
