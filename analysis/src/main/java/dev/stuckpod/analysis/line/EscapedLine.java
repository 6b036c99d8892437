package dev.stuckpod.analysis.line;

import java.io.ByteArrayOutputStream;

/**
 * A line in which a whole dump stands with its line ends escaped ({@code \n}, {@code \t}, {@code
 * \"}): a value of JSON that is printed over several lines, a string of JSON alone, or a log
 * message that has no pairs of keys and values.
 */
final class EscapedLine implements Wrapper {
  /** So much text may stand before a dump in its line, and so many places are looked at in all. */
  private static final int FARTHEST = 300;

  private static final int MOST_PLACES = 20_000;

  private static final byte[] NEWLINE = Bytes.of("\\n");

  private final Unwrapper.StartTest test;

  EscapedLine(Unwrapper.StartTest test) {
    this.test = test;
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    int newline = Bytes.indexOf(b, from, to, NEWLINE);
    int line = from;
    int places = 0;
    while (newline >= 0 && places < MOST_PLACES) {
      int end = Math.min(newline, line + FARTHEST);
      places += end - line + 1;
      int start = start(b, line, end, newline);
      if (start >= 0) {
        hand(b, start, start > from && b[start - 1] == '"', to, inner);
        return true;
      }
      line = newline + NEWLINE.length;
      newline = Bytes.indexOf(b, line, to, NEWLINE);
    }
    return false;
  }

  /** Gives where a dump starts before the last place, behind what is no letter; or -1. */
  private int start(byte[] b, int from, int last, int to) {
    for (int i = from; i < last; i++) {
      boolean word = b[i] > ' ' && (i == from || !Character.isLetterOrDigit(b[i - 1]));
      if (word && test.isStart(b, i, to)) {
        return i;
      }
    }
    return -1;
  }

  /** Hands on what the escapes stand for, to the line's end or to the quote that closes it. */
  private static void hand(byte[] b, int from, boolean quoted, int to, LineSource.Sink inner) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = from; i < to && !(quoted && b[i] == '"'); i++) {
      boolean escape = b[i] == '\\' && i + 1 < to;
      byte c = escape ? b[++i] : b[i];
      text.write(!escape ? c : c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
    }
    Bytes.eachLine(text.toByteArray(), text.size(), inner);
  }
}
