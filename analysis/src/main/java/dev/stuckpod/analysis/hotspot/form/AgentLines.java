package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Lines of HotSpot's serviceability agent, which reads the threads of a JVM that does not answer
 * any more, or of a core: {@code jstack -F} up to JDK 8, {@code jhsdb jstack} from JDK 9 on.
 */
final class AgentLines {
  /** Stands above the threads, before what the agent has found of deadlocks. */
  static final byte[] START = Bytes.of("Deadlock Detection:");

  private static final byte[] THREAD = Bytes.of("Thread ");
  private static final byte[] STATE = Bytes.of(": (state = ");
  private static final byte[] BCI = Bytes.of(" @bci=");
  private static final byte[] LINE = Bytes.of(", line=");
  private static final int LONGEST_NAME = 1_000;

  private AgentLines() {}

  /** Parses {@code Thread 4730: (state = BLOCKED)}; null when the line is none. */
  static @Nullable HotSpotHeader header(byte[] b, int from, int end) {
    int to = end;
    while (to > from && b[to - 1] == ' ') {
      to--;
    }
    if (!Bytes.startsWith(b, from, to, THREAD)) {
      return null;
    }
    int number = from + THREAD.length;
    int digits = Bytes.digitsEnd(b, number, Math.min(to, number + 18));
    int state = digits + STATE.length;
    return digits > number
            && Bytes.startsWith(b, digits, to, STATE)
            && state < to
            && b[to - 1] == ')'
        ? new HotSpotHeader(
            Bytes.text(b, from, digits), false, inJava(Bytes.text(b, state, to - 1)), null)
        : null;
  }

  /** The agent tells whether a thread is in Java, in native code or held by the JVM. */
  private static String inJava(String state) {
    return state.startsWith("IN_") ? "RUNNABLE (" + state + ")" : state;
  }

  /**
   * Gives the state of a thread of such a header: the JVM calls one blocked that sleeps, waits or
   * parks; its innermost call says which.
   */
  static String state(String printed, byte[] b, int from, int to) {
    if (!printed.equals("BLOCKED")) {
      return printed;
    }
    int open = Bytes.indexOf(b, from, to, '(');
    String function = Bytes.text(b, from, Math.max(from, Math.min(open, from + LONGEST_NAME)));
    return switch (function) {
      case "java.lang.Object.wait", "java.lang.Object.wait0" -> "WAITING (on object monitor)";
      case "java.lang.Thread.sleep", "java.lang.Thread.sleep0" -> "TIMED_WAITING (sleeping)";
      case "sun.misc.Unsafe.park", "jdk.internal.misc.Unsafe.park" -> "WAITING (parking)";
      default -> printed;
    };
  }

  /** Whether the line is a frame, without its dash: {@code a.B.c(int) @bci=20, line=21 (…)}. */
  static boolean isFrame(byte[] b, int from, int to) {
    return Bytes.indexOf(b, from, to, BCI) > from;
  }

  /**
   * Gives it as other dumps have it: {@code a.B.c(B:21)}. The agent names no file; the class is as
   * good.
   */
  static byte[] frame(byte[] b, int from, int to) {
    int bci = Bytes.indexOf(b, from, to, BCI);
    int open = Bytes.indexOf(b, from, bci, '(');
    int end = open < 0 ? bci : open;
    String function = Bytes.text(b, from, Math.min(end, from + LONGEST_NAME));
    int line = Bytes.indexOf(b, bci, to, LINE);
    int number = line + LINE.length;
    String at =
        line < 0
            ? "Native Method"
            : simpleName(function) + ":" + Bytes.text(b, number, Bytes.digitsEnd(b, number, to));
    return Bytes.of(function + "(" + at + ")");
  }

  /** Gives {@code Till} of {@code shop.Till$1.run}. */
  private static String simpleName(String function) {
    String type = function.substring(0, Math.max(0, function.lastIndexOf('.')));
    String name = type.substring(type.lastIndexOf('.') + 1);
    int nested = name.indexOf('$');
    return nested > 0 ? name.substring(0, nested) : name;
  }
}
