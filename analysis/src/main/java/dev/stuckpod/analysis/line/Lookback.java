package dev.stuckpod.analysis.line;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The lines right before a dump, as far as they may say why it was printed: from a line with one of
 * those words on that runtimes print before the stack of a routine that failed. Few are kept.
 */
public final class Lookback {
  private static final byte[][] WORDS = {
    Bytes.of("panic: "), Bytes.of("fatal error: "), Bytes.of("Exception in thread \"")
  };
  private static final int MOST = 60;
  private static final int LONGEST = 1 << 14;

  private final boolean anywhere;
  private final ArrayDeque<byte[]> lines = new ArrayDeque<>();

  /**
   * Makes one.
   *
   * @param anywhere whether the word may stand anywhere in a line, as it does in one that is
   *     wrapped
   */
  public Lookback(boolean anywhere) {
    this.anywhere = anywhere;
  }

  /** Takes the next line before the dump. */
  public void take(byte[] b, int from, int to) {
    if (to - from > LONGEST || lines.isEmpty() && !tells(b, from, to)) {
      return;
    }
    lines.add(Arrays.copyOfRange(b, from, to));
    if (lines.size() > MOST) {
      lines.remove();
      while (!lines.isEmpty() && !tells(lines.element(), 0, lines.element().length)) {
        lines.remove();
      }
    }
  }

  private boolean tells(byte[] b, int from, int to) {
    for (byte[] word : WORDS) {
      if (anywhere ? Bytes.indexOf(b, from, to, word) >= 0 : Bytes.startsWith(b, from, to, word)) {
        return true;
      }
    }
    return false;
  }

  /** Hands on the lines, and forgets them. */
  public void replay(LineSource.Sink sink) {
    for (byte[] line = lines.poll(); line != null; line = lines.poll()) {
      sink.line(line, 0, line.length);
    }
  }
}
