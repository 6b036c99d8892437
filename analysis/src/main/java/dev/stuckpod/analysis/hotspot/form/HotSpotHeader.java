package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.CpuTime;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a thread, as printed by Thread::print_on and JavaThread::print_on of HotSpot in
 * JDK 5 to 28; on some systems old ones print numbers without 0x. The name may contain quotes; a
 * carrier with a mounted virtual thread has neither nid nor state.
 *
 * @param id the quoted name, and the number when there is one: {@code "main" #1}
 * @param java whether it has a number: it is a Java thread and listed by the JVM
 * @param used CPU time, printed from JDK 11 on
 * @param state what follows nid, such as {@code waiting on condition}; empty when not printed
 */
record HotSpotHeader(String id, boolean java, String state, @Nullable CpuTime used) {
  private static final int LONGEST_NAME = 200;
  static final int LONGEST_STATE = 200;
  private static final int LONGEST_START = 4_096;
  private static final byte[] TID = Bytes.of(" tid=");
  private static final byte[] CPU = Bytes.of(" cpu=");
  private static final byte[] ELAPSED = Bytes.of(" elapsed=");
  private static final byte[] NID = Bytes.of(" nid=");

  /** HP-UX has the number of its own thread here, too. */
  private static final byte[] LWP = Bytes.of(" lwp_id=");

  HotSpotHeader {
    id = cut(id, LONGEST_NAME + 30);
    state = cut(state, LONGEST_STATE);
  }

  /** What a dump prints may be of any length. */
  static String cut(String printed, int longest) {
    return printed.substring(0, Math.min(printed.length(), longest));
  }

  /** Gives a quoted name; a very long one is cut, as in headers. */
  static String name(String quoted) {
    return quoted.length() <= LONGEST_NAME + 1 ? quoted : cut(quoted, LONGEST_NAME) + '"';
  }

  /** Parses a header; null when the line is none. */
  static @Nullable HotSpotHeader parse(byte[] b, int from, int to) {
    int quote = Bytes.lastIndexOf(b, from + 1, to, '"');
    int tid = quote < 0 ? -1 : Bytes.indexOf(b, quote, to, TID);
    if (tid < 0 || b[from] != '"') {
      return null;
    }
    String name = Bytes.text(b, from, Math.min(quote, from + LONGEST_NAME)) + '"';
    boolean java = quote + 2 < to && b[quote + 1] == ' ' && b[quote + 2] == '#';
    String number = java ? Bytes.text(b, quote + 1, Bytes.digitsEnd(b, quote + 3, to)) : "";
    return new HotSpotHeader(name + number, java, state(b, tid, to), used(b, quote, tid));
  }

  /** Whether a line is a header beyond doubt, so that a dump whose title is lost begins with it. */
  static boolean isStart(byte[] b, int from, int to) {
    if (to - from > LONGEST_START) {
      return false;
    }
    int quote = Bytes.lastIndexOf(b, from + 1, to, '"');
    int tid = quote < 0 ? -1 : Bytes.indexOf(b, quote, to, TID);
    return tid > 0 && b[from] == '"' && Bytes.indexOf(b, tid, to, NID) > 0;
  }

  /** Parses {@code cpu=123.45ms elapsed=6.78s}. */
  private static @Nullable CpuTime used(byte[] b, int from, int to) {
    int cpu = Bytes.indexOf(b, from, to, CPU);
    int elapsed = Bytes.indexOf(b, from, to + 1, ELAPSED);
    return cpu < 0 || elapsed < 0
        ? null
        : new CpuTime(
            thousandths(b, cpu + CPU.length, to), thousandths(b, elapsed + ELAPSED.length, to));
  }

  private static long thousandths(byte[] b, int from, int to) {
    int point = Bytes.digitsEnd(b, from, to);
    long n = Bytes.decimal(b, from, point) % 1_000_000_000_000L * 1000;
    int end = point < to && b[point] == '.' ? Bytes.digitsEnd(b, point + 1, to) : point;
    int scale = 100;
    for (int i = point + 1; i < Math.min(end, point + 4); i++) {
      n += (long) scale * (b[i] - '0');
      scale /= 10;
    }
    return n;
  }

  private static String state(byte[] b, int tid, int to) {
    int nid = Bytes.indexOf(b, tid, to, NID);
    int start = nid < 0 ? -1 : Bytes.indexOf(b, nid + NID.length, to, ' ');
    if (start >= 0 && Bytes.startsWith(b, start, to, LWP)) {
      start = Bytes.indexOf(b, start + 1, to, ' ');
    }
    if (start < 0) {
      return "";
    }
    int stack = Bytes.indexOf(b, start, to, '[');
    return Bytes.text(b, start, stack < 0 ? to : stack).strip();
  }
}
