package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.lock.LockRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a thread, as programs print it that ask the JVM's ThreadMXBean: VisualVM and
 * Spring Boot's actuator ({@code "main" - Thread t@1}), ThreadInfo.toString() ({@code "main" prio=5
 * Id=1 BLOCKED on a.B@1f2 owned by "x" Id=2}), and others ({@code "main" id=1 in RUNNABLE}, {@code
 * "main" id=1 state=WAITING}).
 *
 * @param header what it says of the thread
 * @param wanted the lock that the thread waits for, if it is named here
 * @param owner the number of that lock's owner; 0 when it is not named here
 */
record BeanHeader(HotSpotHeader header, @Nullable LockRef wanted, long owner) {
  private static final int LONGEST = 1_000;
  private static final byte[] THREAD = Bytes.of(" - Thread t@");
  private static final byte[] OWNED_BY = Bytes.of("owned by ");
  private static final Pattern STATE =
      Pattern.compile(
          "(?: daemon)?(?: prio=\\d{1,9})? [Ii]d=(\\d{1,18}) (?:in |state=)?"
              + "(NEW|RUNNABLE|BLOCKED|WAITING|TIMED_WAITING|TERMINATED)"
              + "(?: on (?:lock=)?(\\S+@[0-9a-f]+))?"
              + "(?: owned by .*[Ii]d=(\\d{1,18}))?(?: \\([a-z ]+\\))*\\s*");

  /** Parses a header; null when the line is none. */
  static @Nullable BeanHeader parse(byte[] b, int from, int to) {
    if (from == to || b[from] != '"') {
      return null;
    }
    int end = nameEnd(b, from + 1, Math.min(to, from + LONGEST));
    return end < 0 ? null : parse(b, from, end, to);
  }

  /** Gives where the quote is behind the name: one that something of a header follows. */
  private static int nameEnd(byte[] b, int from, int to) {
    int quote = Bytes.indexOf(b, from, to, '"');
    while (quote >= 0 && !follows(b, quote + 1, to)) {
      quote = Bytes.indexOf(b, quote + 1, to, '"');
    }
    return quote;
  }

  private static boolean follows(byte[] b, int from, int to) {
    return from + 3 < to
        && b[from] == ' '
        && (b[from + 1] == '-' || b[from + 3] == '=' || b[from + 1] == 'd' || b[from + 1] == 'p');
  }

  private static @Nullable BeanHeader parse(byte[] b, int from, int quote, int to) {
    String name = HotSpotHeader.name(Bytes.text(b, from, quote + 1));
    int number = quote + 1 + THREAD.length;
    if (Bytes.startsWith(b, quote + 1, to, THREAD)) {
      int end = Bytes.digitsEnd(b, number, to);
      return end == number || Bytes.blanksEnd(b, end, to) < to
          ? null
          : new BeanHeader(header(name, Bytes.decimal(b, number, end), ""), null, 0);
    }
    Matcher m = STATE.matcher(Bytes.text(b, quote + 1, Math.min(to, quote + LONGEST)));
    if (!m.matches()) {
      return null;
    }
    return new BeanHeader(
        header(name, Long.parseLong(m.group(1)), m.group(2)),
        m.group(3) == null ? null : HotSpotLocks.object(m.group(3)),
        m.group(4) == null ? 0 : Long.parseLong(m.group(4)));
  }

  /** Gives the number in {@code owned by close Id=12}, a line of its own; 0 when it is none. */
  static long owner(byte[] b, int from, int to) {
    int at = Bytes.startsWith(b, from, to, OWNED_BY) ? Bytes.lastIndexOf(b, from, to, '=') : -1;
    return at < 0 || b[at - 1] != 'd' ? 0 : Bytes.decimal(b, at + 1, to);
  }

  private static HotSpotHeader header(String name, long number, String state) {
    return new HotSpotHeader(name + " #" + number, true, state, null);
  }
}
