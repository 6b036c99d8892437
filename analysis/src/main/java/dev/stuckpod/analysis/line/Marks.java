package dev.stuckpod.analysis.line;

/** Words without which no dump starts in a line, however it is wrapped. */
final class Marks {
  private static final byte[] GOROUTINE = Bytes.of("goroutine");
  private static final byte[] THREADS = Bytes.of("Full thread dump");
  private static final byte[] SIGNAL = Bytes.of("SIGQUIT: quit");
  private static final byte[] JSON = Bytes.of("threadDump");

  private Marks() {}

  /** Whether one of them is in the range; looks at each byte once. */
  static boolean in(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean found =
          switch (b[i]) {
            case 'g' -> Bytes.startsWith(b, i, to, GOROUTINE);
            case 'F' -> Bytes.startsWith(b, i, to, THREADS);
            case 'S' -> Bytes.startsWith(b, i, to, SIGNAL);
            case 't' -> Bytes.startsWith(b, i, to, JSON);
            case '#' -> isThread(b, i, to);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** A number and a quote, which is escaped in some wrappings: {@code #12 "main"}. */
  private static boolean isThread(byte[] b, int from, int to) {
    int digits = Bytes.digitsEnd(b, from + 1, to);
    int quote = digits + (digits + 1 < to && b[digits + 1] == '\\' ? 2 : 1);
    return digits > from + 1 && quote < to && b[digits] == ' ' && b[quote] == '"';
  }
}
