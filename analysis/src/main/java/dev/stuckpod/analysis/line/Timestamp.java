package dev.stuckpod.analysis.line;

/**
 * A date and time at the start of a line: RFC 3339 ({@code kubectl logs --timestamps}), or with a
 * blank and slashes as Go's log package and many others print it.
 */
final class Timestamp implements Wrapper {
  private static final byte[] SHAPE = Bytes.of("dddd-dd-ddTdd:dd:dd");

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    int end = end(b, from, to);
    if (end < 0) {
      return false;
    }
    inner.line(b, Math.min(end + 1, to), to);
    return true;
  }

  /** Gives where the time ends (a blank or the line's end), or -1 when the line has none. */
  static int end(byte[] b, int from, int to) {
    if (to - from < SHAPE.length) {
      return -1;
    }
    for (int i = 0; i < SHAPE.length; i++) {
      byte c = b[from + i];
      boolean fits =
          switch (SHAPE[i]) {
            case 'd' -> Bytes.isDigit(c);
            case 'T' -> c == 'T' || c == ' ';
            case '-' -> c == '-' || c == '/';
            default -> c == SHAPE[i];
          };
      if (!fits) {
        return -1;
      }
    }
    int end = from + SHAPE.length;
    while (end < to && isOfTime(b[end])) {
      end++;
    }
    return end == to || b[end] == ' ' ? end : -1;
  }

  private static boolean isOfTime(byte c) {
    return Bytes.isDigit(c) || c == '.' || c == ',' || c == 'Z' || c == '+' || c == '-' || c == ':';
  }
}
