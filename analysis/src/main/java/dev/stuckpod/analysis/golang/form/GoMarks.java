package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;

/** What the runtime prints between goroutines, and in place of their calls. */
final class GoMarks {
  static final byte[] SIGQUIT = Bytes.of("SIGQUIT: quit");
  private static final int LONGEST_ECHO = 8;

  /** The runtime's own finding, printed before the stacks of a process that it ends. */
  static final byte[] ASLEEP = Bytes.of("fatal error: all goroutines are asleep - deadlock!");

  static final byte[] ELIDED = Bytes.of("...");
  static final byte[] FRAMES_ELIDED = Bytes.of("frames elided...");
  static final byte[] ANCESTOR = Bytes.of("[originating from goroutine ");
  static final byte[] UNAVAILABLE = Bytes.of("goroutine running on other thread");
  static final byte[] FOREIGN = Bytes.of("non-Go function");

  /** Stands before what further threads print under GOTRACEBACK=crash. */
  private static final byte[] RELAY = Bytes.of("-----");

  private GoMarks() {}

  /** Whether a line stands before what another thread prints. */
  static boolean isRelay(byte[] b, int from, int to) {
    return to - from == RELAY.length && Bytes.startsWith(b, from, to, RELAY);
  }

  /**
   * Whether the signal is told of; also behind what a terminal shows for the keys that send the
   * signal: {@code ^\}.
   */
  static boolean isQuit(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, SIGQUIT)
        || to - from <= SIGQUIT.length + LONGEST_ECHO
            && Bytes.startsWith(b, Math.max(from, to - SIGQUIT.length), to, SIGQUIT);
  }
}
