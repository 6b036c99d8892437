package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.LockRef;
import dev.stuckpod.analysis.model.LockUse;
import dev.stuckpod.analysis.model.LockUse.How;
import java.util.LinkedHashMap;
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

  /**
   * Parses what follows the dash; null when it names no lock.
   *
   * @param frame index of the frame above
   */
  static @Nullable LockUse parse(byte[] b, int from, int to, int frame) {
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
    return null;
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
    if (b[open + 1] != '0' || b[open + 2] != 'x') {
      return object(text(b, open + 1, close));
    }
    int type = close + " (a ".length() + 1;
    boolean typed = type < to && b[close + 2] == '(' && b[to - 1] == ')';
    return new LockRef(text(b, open + 1, close), typed ? text(b, type, to - 1) : "");
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
