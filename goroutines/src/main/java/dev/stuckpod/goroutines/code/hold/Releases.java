package dev.stuckpod.goroutines.code.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The deferred calls of a goroutine that release locks. */
final class Releases {

  private final List<Release> all = new ArrayList<>();

  /**
   * A deferred call that releases.
   *
   * @param name of what is called
   * @param must whether it does on every way
   */
  record Release(int frame, LockId lock, String name, boolean must) {}

  void add(Release release) {
    all.add(release);
  }

  List<Release> all() {
    return all;
  }

  /** Gives those that release a lock. */
  List<Release> of(LockId lock) {
    List<Release> found = new ArrayList<>();
    for (Release r : all) {
      if (r.lock().equals(lock)) {
        found.add(r);
      }
    }
    return found;
  }

  static List<String> names(List<Release> of) {
    List<String> names = new ArrayList<>();
    of.forEach(r -> names.add(r.name()));
    return names;
  }

  /** Whether one that a frame has deferred releases a lock. */
  boolean isOf(int frame, LockId lock) {
    for (Release r : all) {
      if (r.frame() == frame && r.lock().equals(lock)) {
        return true;
      }
    }
    return false;
  }

  /** Adds the locks that are released. */
  void addTo(Set<LockId> locks) {
    for (Release r : all) {
      locks.add(r.lock());
    }
  }
}
