package dev.stuckpod.analysis.line;

/** Words without which no dump starts in a line, however it is wrapped. */
final class Marks {
  private static final byte[] GOROUTINE = Bytes.of("goroutine");
  private static final byte[] DEBUGGED = Bytes.of("Goroutine ");
  private static final byte[] THREADS = Bytes.of("Full thread dump");
  private static final byte[] JROCKIT = Bytes.of("===== FULL THREAD DUMP");
  private static final byte[] SIGNAL = Bytes.of("SIGQUIT: quit");
  private static final byte[] JSON = Bytes.of("threadDump");
  private static final byte[] BEANS = Bytes.of("threadName");
  private static final byte[] BEAN = Bytes.of("Id=");
  private static final byte[] SYSTEM_ID = Bytes.of("nid=");
  private static final byte[] AGENT = Bytes.of("(state = ");
  private static final byte[] DEADLOCKS = Bytes.of("Deadlock Detection:");

  private Marks() {}

  /** Whether one of them is in the range; looks at each byte once. */
  static boolean in(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean found =
          switch (b[i]) {
            case 'g' -> Bytes.startsWith(b, i, to, GOROUTINE);
            case 'G' -> Bytes.startsWith(b, i, to, DEBUGGED);
            case 'F' -> Bytes.startsWith(b, i, to, THREADS);
            case '=' -> Bytes.startsWith(b, i, to, JROCKIT);
            case 'S' -> Bytes.startsWith(b, i, to, SIGNAL);
            case 't' -> Bytes.startsWith(b, i, to, JSON) || Bytes.startsWith(b, i, to, BEANS);
            case 'I' -> Bytes.startsWith(b, i, to, BEAN);
            case 'n' -> Bytes.startsWith(b, i, to, SYSTEM_ID);
            case '(' -> Bytes.startsWith(b, i, to, AGENT);
            case 'D' -> Bytes.startsWith(b, i, to, DEADLOCKS);
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
