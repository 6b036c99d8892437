package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Crash;
import dev.stuckpod.analysis.model.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that nobody caught, so that their threads have ended: the JVM prints them to the log
 * in which a dump stands, and such a thread is in no dump any more.
 */
final class UncaughtExceptions {
  private static final byte[] START = Bytes.of("Exception in thread \"");
  private static final byte[] AT = Bytes.of("\tat ");
  private static final byte[] CAUSE = Bytes.of("Caused by: ");
  private static final byte[] MORE = Bytes.of("\t... ");
  private static final int LONGEST = 300;
  private static final int MOST = 20;

  private final List<Crash> crashes = new ArrayList<>();
  private boolean open;
  private boolean cause;
  private int more;

  /** Takes a line; tells whether it is of such an exception, and so of no thread of the dump. */
  boolean takes(byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, START)) {
      begin(b, from, to);
      return true;
    }
    boolean frame = open && Bytes.startsWith(b, from, to, AT);
    boolean caused = open && Bytes.startsWith(b, from, to, CAUSE);
    cause |= caused;
    if (frame && !cause) {
      frame(b, from + AT.length, to);
    }
    open = frame || caused || open && Bytes.startsWith(b, from, to, MORE);
    return open;
  }

  private void begin(byte[] b, int from, int to) {
    open = true;
    cause = false;
    if (crashes.size() == MOST) {
      more++;
      return;
    }
    int name = from + START.length;
    int end = Bytes.indexOf(b, name, Math.min(to, name + LONGEST), '"');
    crashes.add(
        new Crash(
            Bytes.text(b, from, Math.min(to, from + LONGEST)).strip(),
            end < 0 ? "" : Bytes.text(b, name - 1, end + 1),
            null));
  }

  /** Takes a frame of the exception told last: the application's innermost one is kept. */
  private void frame(byte[] b, int from, int to) {
    Frame at = more > 0 || crashes.getLast().at() != null ? null : parse(b, from, to);
    if (at != null && !HotSpotDialect.HOTSPOT.isPlumbing(at.function())) {
      Crash last = crashes.removeLast();
      crashes.add(new Crash(last.message(), last.routine(), at));
    }
  }

  private static @Nullable Frame parse(byte[] b, int from, int to) {
    int open = Bytes.indexOf(b, from, to, '(');
    int close = open < 0 ? -1 : Bytes.indexOf(b, open, to, ')');
    if (close < 0) {
      return null;
    }
    String function = HotSpotLocks.text(b, HotSpotFrames.afterModule(b, from, open), open);
    int colon = Bytes.lastIndexOf(b, open, close, ':');
    return new Frame(
        function,
        HotSpotLocks.text(b, open + 1, colon < 0 ? close : colon),
        colon < 0 ? 0 : (int) Bytes.decimal(b, colon + 1, Math.min(close, colon + 9)));
  }

  /** Gives them all. */
  List<Crash> all() {
    return crashes;
  }

  /** Says what of them is not told. */
  List<String> problems() {
    return more == 0 ? List.of() : List.of(more + " more uncaught exceptions are not repeated");
  }
}
