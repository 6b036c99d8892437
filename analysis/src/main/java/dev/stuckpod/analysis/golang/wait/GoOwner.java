package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.golang.dialect.GoNames;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;

/**
 * The object that a lock lies in, as far as receivers of waiting methods show it.
 *
 * @param type {@code pkg.(*Type)}; empty when unknown
 * @param address of the object, 0 when unknown
 * @param offset of the lock in it, -1 when unknown
 */
record GoOwner(String type, long address, long offset) {
  /** A lock lies at most this far into its object. */
  static final long REACH = 8192;

  /**
   * An object of another type than the waiting method's, further before the lock, is a neighbour.
   */
  private static final long NEAR = 256;

  static GoOwner of(long lock, List<Waiter> waiters) {
    GoOwner best = new GoOwner("", 0, -1);
    for (Waiter w : waiters) {
      List<Frame> frames = w.party().frames();
      for (int i = w.frame(); i < Math.min(frames.size(), w.frame() + 4); i++) {
        String function = frames.get(i).function();
        String type = GoNames.type(function);
        long object = w.party().live(i);
        if (type.isEmpty() || GoNames.isClosure(function)) {
          continue;
        }
        boolean own = i == w.frame() || type.equals(GoNames.type(w.at().function()));
        if (lock != 0 && contains(object, lock) && (own || isNear(object, lock, w))) {
          if (best.offset < 0 || lock - object < best.offset) {
            best = new GoOwner(type, object, lock - object);
          }
        } else if (best.type.isEmpty() && i == w.frame() && (lock == 0 || object == 0)) {
          best = new GoOwner(type, lock == 0 ? object : 0, -1);
        }
      }
    }
    return best;
  }

  private static boolean isNear(long object, long lock, Waiter w) {
    return GoNames.type(w.at().function()).isEmpty() || lock - object < NEAR;
  }

  /** Whether an object of a type may well contain a lock: a neighbour on the heap would, too. */
  boolean isLikely(String other, long object, long lock) {
    return contains(object, lock) && (type.isEmpty() || type.equals(other) || lock - object < NEAR);
  }

  static boolean contains(long object, long lock) {
    return object != 0 && lock - object >= 0 && lock - object < REACH;
  }

  /** Gives {@code (*Hub)+0x68}, {@code (*Hub)}, or nothing. */
  String text() {
    String shortType = GoNames.shortType(type);
    return offset < 0 ? shortType : shortType + "+0x" + Long.toHexString(offset);
  }
}
