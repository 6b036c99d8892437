package dev.stuckpod.goroutines.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out; the last ones can be taken back. */
public final class Text {

  private static final int FULL = 1 << 15;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[2 * FULL];
  private int length;

  /** Adds ASCII. */
  @SuppressWarnings("deprecation") // it drops the upper half of each char, of which ASCII has none
  public Text add(String text) {
    ensure(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  /** Adds text of any language as UTF-8. */
  public Text addUtf8(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds text whose characters stand for bytes. */
  Text addBytes(String text) {
    return add(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Text add(byte[] text) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  Text add(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Adds a number in decimal. */
  public Text add(long number) {
    if (number < 0 || number >= 1000) {
      return add(Long.toString(number));
    }
    int n = (int) number;
    if (n >= 100) {
      add((char) ('0' + n / 100));
    }
    if (n >= 10) {
      add((char) ('0' + n / 10 % 10));
    }
    return add((char) ('0' + n % 10));
  }

  /** Adds a number as 0x and hexadecimal digits, as few as needed. */
  Text hex(long number) {
    ensure(18);
    bytes[length++] = '0';
    bytes[length++] = 'x';
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(number)) / 4);
    length += digits;
    long left = number;
    for (int i = length - 1; i >= length - digits; i--) {
      bytes[i] = DIGITS[(int) left & 0xf];
      left >>>= 4;
    }
    return this;
  }

  /** Adds the blank line between goroutines. */
  public void endBlock() {
    add('\n');
  }

  /** Gives a place to come back to, until the next flush. */
  public int mark() {
    return length;
  }

  /** Takes back what was added since a place. */
  public void reset(int mark) {
    length = mark;
  }

  /** Takes back what was added between two places. */
  public void cut(int from, int to) {
    System.arraycopy(bytes, to, bytes, from, length - to);
    length -= to - from;
  }

  /** Writes if there is much. */
  public void flushIfFull(OutputStream out) throws IOException {
    if (length >= FULL) {
      flush(out);
    }
  }

  /** Writes all. */
  public void flush(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
