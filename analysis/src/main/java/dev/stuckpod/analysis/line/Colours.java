package dev.stuckpod.analysis.line;

/** Takes out what colours text on a terminal (ECMA-48, SGR): {@code ESC [ 31 m}. */
final class Colours {
  private static final char ESCAPE = 0x1b;

  private static final long ESCAPES = ESCAPE * Words.ONES;

  private Colours() {}

  /** Whether there may be any in the range. */
  static boolean in(byte[] b, int from, int to) {
    int i = from;
    for (; i + 32 <= to; i += 32) {
      long found = borrow(b, i) | borrow(b, i + 8) | borrow(b, i + 16) | borrow(b, i + 24);
      if ((found & Words.HIGH_BITS) != 0) {
        return true;
      }
    }
    return Bytes.indexOf(b, i, to, ESCAPE) >= 0;
  }

  /**
   * Gives a word with the highest bit of a byte set where there is one; not necessarily its own.
   */
  private static long borrow(byte[] b, int at) {
    long x = Words.at(b, at) ^ ESCAPES;
    return (x - Words.ONES) & ~x;
  }

  /** Moves what is between colours together, in place; gives the new end of the range. */
  static int strip(byte[] b, int from, int to) {
    int in = Bytes.indexOf(b, from, to, ESCAPE);
    if (in < 0) {
      return to;
    }
    int out = in;
    while (in < to) {
      int end =
          b[in] == ESCAPE && in + 1 < to && b[in + 1] == '[' ? parametersEnd(b, in + 2, to) : to;
      if (end < to && b[end] == 'm') {
        in = end + 1;
      } else {
        b[out++] = b[in++];
      }
    }
    return out;
  }

  private static int parametersEnd(byte[] b, int from, int to) {
    int i = from;
    while (i < to && (Bytes.isDigit(b[i]) || b[i] == ';')) {
      i++;
    }
    return i;
  }
}
