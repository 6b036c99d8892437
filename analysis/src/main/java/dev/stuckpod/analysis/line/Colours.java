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
      long found =
          Words.zeroBytes(Words.at(b, i) ^ ESCAPES)
              | Words.zeroBytes(Words.at(b, i + 8) ^ ESCAPES)
              | Words.zeroBytes(Words.at(b, i + 16) ^ ESCAPES)
              | Words.zeroBytes(Words.at(b, i + 24) ^ ESCAPES);
      if (found != 0) {
        return true;
      }
    }
    return Bytes.indexOf(b, i, to, ESCAPE) >= 0;
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
