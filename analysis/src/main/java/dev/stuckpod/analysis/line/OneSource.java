package dev.stuckpod.analysis.line;

import org.jspecify.annotations.Nullable;

/**
 * Of several sources whose lines are mixed (streams, programs, keys) the one that the dump comes
 * from. Another one is taken as soon as a dump starts in it: an earlier one may have been a mere
 * stack in a log message.
 */
final class OneSource {
  private final Unwrapper.StartTest test;
  private @Nullable String wanted;
  private @Nullable String last;
  private int dropped;

  OneSource(Unwrapper.StartTest test) {
    this.test = test;
  }

  /** Whether the text of a source is to be handed on. */
  boolean takes(String source, byte[] b, int from, int to) {
    last = source;
    if (wanted == null || wanted.equals(source)) {
      return true;
    }
    if (test.isStart(b, from, to)) {
      wanted = source;
      return true;
    }
    return false;
  }

  /** Whether a source was chosen. */
  boolean isPinned() {
    return wanted != null;
  }

  void pin() {
    wanted = last;
  }

  void drop() {
    dropped++;
  }

  int dropped() {
    return dropped;
  }
}
