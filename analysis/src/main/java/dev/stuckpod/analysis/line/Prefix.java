package dev.stuckpod.analysis.line;

import java.util.Arrays;

/**
 * Any other text before the first line of a dump: klog's and other loggers' heads, which only the
 * first line of a message has, or names that docker compose and {@code kubectl logs --prefix} put
 * before every line.
 */
final class Prefix implements Wrapper {
  private static final int LONGEST = 300;

  private final Unwrapper.StartTest test;
  private byte[] prefix = {};
  private byte[] last = {};

  Prefix(Unwrapper.StartTest test) {
    this.test = test;
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    if (prefix.length > 0 && Bytes.startsWith(b, from, to, prefix)) {
      inner.line(b, from + prefix.length, to);
      return true;
    }
    if (prefix.length > 0 && !Marks.in(b, from, to)) {
      // a blank line, whose prefix has lost the blanks at its end
      int end = prefix.length;
      while (end > 0 && prefix[end - 1] == ' ') {
        end--;
      }
      if (end > 0 && Arrays.equals(prefix, 0, end, b, from, to)) {
        inner.line(b, to, to);
        return true;
      }
      return false;
    }
    if (test.isStart(b, from, to)) {
      return false; // as it is; what is within it is a part of it
    }
    for (int i = from + 1; i < Math.min(to, from + LONGEST); i++) {
      if (b[i] > ' ' && (b[i - 1] <= ' ' || isLetter(b[i])) && test.isStart(b, i, to)) {
        last = Arrays.copyOfRange(b, from, i);
        inner.line(b, i, to);
        return true;
      }
    }
    return false;
  }

  /** Text that has no line end may stand right before a start that is one by its words. */
  private static boolean isLetter(byte c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  @Override
  public void pin() {
    prefix = last;
  }
}
