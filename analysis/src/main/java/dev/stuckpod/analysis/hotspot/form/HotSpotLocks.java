package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines about locks below a frame, as printed by javaVFrame::print_lock_info_on of HotSpot. Locks
 * that the JIT compiler eliminated and those without an address are nobody's business.
 */
final class HotSpotLocks {
  private static final int LONGEST = 300;
  private static final byte[] CLASS_INIT =
      Bytes.of("waiting on the Class initialization monitor for ");
  private static final List<byte[]> OWNED =
      List.of(
          Bytes.of("Locked ownable synchronizers:"),
          Bytes.of("Number of locked synchronizers"),
          Bytes.of("Locked synchronizers:"));
  private static final byte[] LOCKED = Bytes.of("locked ");
  private static final byte[] OWNED_BY = Bytes.of(" owned by \"");
  private static final byte[] WAITING_FOR = Bytes.of("waiting for ");
  private static final byte[] RELEASE = Bytes.of(" to release lock on <");
  private static final Map<How, byte[]> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(How.LOCKED, Bytes.of("locked <"));
    WORDS.put(How.PARKING, Bytes.of("parking to wait for "));
    WORDS.put(How.WAITING_ON, Bytes.of("waiting on <"));
    WORDS.put(How.WAITING_TO_LOCK, Bytes.of("waiting to lock <"));
    WORDS.put(How.WAITING_TO_RELOCK, Bytes.of("waiting to re-lock in wait() <"));
    WORDS.put(How.OWNS, Bytes.of("<"));
  }

  private HotSpotLocks() {}

  /** Whether synchronizers follow that the thread owns. */
  static boolean isOwned(byte[] b, int from, int to) {
    return OWNED.stream().anyMatch(words -> Bytes.startsWith(b, from, to, words));
  }

  /**
   * Parses what follows the dash; null when it names no lock.
   *
   * @param frame index of the frame above
   */
  static @Nullable LockUse parse(byte[] b, int blank, int to, int frame) {
    int from = Bytes.blanksEnd(b, blank, to);
    if (Bytes.startsWith(b, from, to, CLASS_INIT)) {
      String type = text(b, from + CLASS_INIT.length, to).strip();
      return new LockUse(new LockRef("", type), How.CLASS_INIT, frame);
    }
    for (Map.Entry<How, byte[]> word : WORDS.entrySet()) {
      if (Bytes.startsWith(b, from, to, word.getValue())) {
        LockRef lock = lock(b, from, to);
        return lock == null ? null : new LockUse(lock, word.getKey(), frame);
      }
    }
    return byBean(b, from, to, frame);
  }

  /** Parses {@code locked a.B@1f2}, as programs print it that ask the JVM's ThreadMXBean. */
  private static @Nullable LockUse byBean(byte[] b, int from, int to, int frame) {
    boolean locked = Bytes.startsWith(b, from, to, LOCKED);
    int name = locked ? from + LOCKED.length : from;
    LockRef lock =
        Bytes.indexOf(b, name, to, ' ') < 0 && (locked || frame < 0)
            ? object(text(b, name, to))
            : null;
    return lock == null ? null : new LockUse(lock, locked ? How.LOCKED : How.OWNS, frame);
  }

  /**
   * Parses {@code waiting for main@1 to release lock on <0x4d2> (a a.B)}, as IntelliJ prints it;
   * null when the line is none.
   */
  static @Nullable LockUse released(byte[] b, int from, int to) {
    int on = Bytes.startsWith(b, from, to, WAITING_FOR) ? Bytes.indexOf(b, from, to, RELEASE) : -1;
    LockRef lock = on < 0 ? null : lock(b, on, to);
    return lock == null ? null : new LockUse(lock, How.WAITING_TO_LOCK, 0);
  }

  /** Gives the number of the owner that VisualVM prints behind a lock; 0 when there is none. */
  static long owner(byte[] b, int from, int to) {
    int owned = Bytes.indexOf(b, from, to, OWNED_BY);
    int at = owned < 0 ? -1 : Bytes.lastIndexOf(b, owned, to, '@');
    return at < 0 || b[at - 1] != 't' ? 0 : Bytes.decimal(b, at + 1, to);
  }

  /**
   * Parses {@code <0x00000000ffd1b500> (a java.lang.Object)}, or {@code
   * <java.lang.Object@4703c479>} as Thread.dump_to_file prints it.
   */
  private static @Nullable LockRef lock(byte[] b, int from, int to) {
    int open = Bytes.indexOf(b, from, to, '<');
    int close = open < 0 ? -1 : Bytes.indexOf(b, open, to, '>');
    if (close < open + 3) {
      return null;
    }
    boolean address = b[open + 1] == '0' && b[open + 2] == 'x';
    if (!address && Bytes.hexEnd(b, open + 1, close) < close) {
      return object(text(b, open + 1, close));
    }
    int owned = Bytes.indexOf(b, close, to, OWNED_BY);
    int end = owned < 0 ? to : owned;
    int comma = close + 1 < to && b[close + 1] == ',' ? 1 : 0; // the agent's
    int type = close + comma + " (a ".length() + 1;
    boolean typed = type < end && b[close + comma + 2] == '(' && b[end - 1] == ')';
    return new LockRef(text(b, open + 1, close), typed ? dotted(text(b, type, end - 1)) : "");
  }

  /** The agent prints classes as the JVM calls them: {@code java/lang/Object}. */
  static String dotted(String type) {
    return type.indexOf('/') > 0 && type.indexOf('.') < 0 ? type.replace('/', '.') : type;
  }

  /** Gives a lock that is named elsewhere than below a frame. */
  static LockRef named(String address, String type) {
    return new LockRef(HotSpotHeader.cut(address, LONGEST), HotSpotHeader.cut(type, LONGEST));
  }

  /** Gives what is printed in a range; of very much, the beginning. */
  static String text(byte[] b, int from, int to) {
    return Bytes.text(b, from, Math.min(to, from + LONGEST));
  }

  /** Parses {@code java.lang.Object@4703c479}; null when it is something else. */
  static @Nullable LockRef object(String printed) {
    int at = printed.lastIndexOf('@');
    return at < 1 ? null : new LockRef(printed.substring(at), printed.substring(0, at));
  }
}
