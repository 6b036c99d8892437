package dev.stuckpod.analysis.line;

import java.nio.charset.StandardCharsets;

/** Searches and reads numbers in byte ranges without making strings. */
public final class Bytes {
  private Bytes() {}

  public static byte[] of(String ascii) {
    return ascii.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.UTF_8);
  }

  public static boolean startsWith(byte[] b, int from, int to, byte[] prefix) {
    if (to - from < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (b[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** Gives the first position of {@code what} in the range, or -1. */
  public static int indexOf(byte[] b, int from, int to, byte[] what) {
    int end = to - what.length + 1;
    int i = indexOf(b, from, end, (char) what[0]);
    while (i >= 0 && !startsWith(b, i, to, what)) {
      i = indexOf(b, i + 1, end, (char) what[0]);
    }
    return i;
  }

  /** Gives the first position of an ASCII character in the range, or -1. */
  public static int indexOf(byte[] b, int from, int to, char what) {
    int i = from;
    // eight at once, also beyond the range: a byte of x is zero where it is the one that is sought
    for (long pattern = what * Words.ONES; i < to && i + Long.BYTES <= b.length; i += Long.BYTES) {
      long x = Words.at(b, i) ^ pattern;
      long zeros = (x - Words.ONES) & ~x & Words.HIGH_BITS;
      if (zeros != 0) {
        int found = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
        return found < to ? found : -1;
      }
    }
    for (; i < to; i++) {
      if (b[i] == what) {
        return i;
      }
    }
    return -1;
  }

  /** Gives the last position of an ASCII character in the range, or -1. */
  public static int lastIndexOf(byte[] b, int from, int to, char what) {
    int i = to;
    for (long pattern = what * Words.ONES; i - Long.BYTES >= from; i -= Long.BYTES) {
      long zeros = Words.zeroBytes(Words.at(b, i - Long.BYTES) ^ pattern);
      if (zeros != 0) {
        return i - 1 - (Long.numberOfLeadingZeros(zeros) >>> 3);
      }
    }
    for (i--; i >= from; i--) {
      if (b[i] == what) {
        return i;
      }
    }
    return -1;
  }

  /** Gives the position after the blanks and tabs that start at {@code from}. */
  public static int blanksEnd(byte[] b, int from, int to) {
    int i = from;
    while (i < to && (b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    return i;
  }

  public static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Gives the position after the digits that start at {@code from}. */
  public static int digitsEnd(byte[] b, int from, int to) {
    int i = from;
    while (i < to && isDigit(b[i])) {
      i++;
    }
    return i;
  }

  /** Reads decimal digits; more than 18 are cut. */
  public static long decimal(byte[] b, int from, int to) {
    long n = 0;
    for (int i = from; i < Math.min(to, from + 18) && isDigit(b[i]); i++) {
      n = n * 10 + (b[i] - '0');
    }
    return n;
  }

  private static int hexDigit(byte c) {
    int digit = c - '0';
    int letter = (c | 0x20) - 'a';
    return digit >= 0 && digit <= 9 ? digit : letter >= 0 && letter < 6 ? letter + 10 : -1;
  }

  /** Gives the position after the hex digits that start at {@code from}. */
  public static int hexEnd(byte[] b, int from, int to) {
    int i = from;
    while (i < to && hexDigit(b[i]) >= 0) {
      i++;
    }
    return i;
  }

  /** Reads hex digits, the lowest 64 bits of them. */
  public static long hex(byte[] b, int from, int to) {
    long n = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      n = n << 32 | Words.hex(Words.at(b, i));
    }
    for (; i < to; i++) {
      n = n << 4 | hexDigit(b[i]);
    }
    return n;
  }

  /**
   * Hands on the lines of a text without their line ends; none after the last line end, but one, a
   * blank one, of an empty text.
   */
  static void eachLine(byte[] text, int length, LineSource.Sink sink) {
    int start = 0;
    while (start < length || length == 0 && start == 0) {
      int newline = indexOf(text, start, length, '\n');
      int end = newline < 0 ? length : newline;
      sink.line(text, start, end);
      start = end + 1;
    }
  }
}
