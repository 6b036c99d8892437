package dev.stuckpod.goroutines.code.flow;

import java.util.LinkedHashSet;
import java.util.Set;

/** The functions that are being followed, each called by the one before. */
final class Depth {

  /** So many calls are looked into, one in the other. */
  static final int CALLS = 3;

  private final Set<Long> following = new LinkedHashSet<>();
  private boolean cut;

  /** Whether no further function is followed, or not this one again. */
  boolean isTooDeep(long entry) {
    return following.size() > CALLS + 1 || following.contains(entry);
  }

  int size() {
    return following.size();
  }

  void enter(long entry) {
    following.add(entry);
  }

  void leave(long entry) {
    following.remove(entry);
  }

  /** Whether some function was not followed for being too deep. */
  boolean isCut() {
    return cut;
  }

  void cut(boolean now) {
    cut = now;
  }
}
