package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one goroutine holds.
 *
 * @param holds what it has acquired and not released
 * @param candidates what it will release, and was not seen to acquire
 * @param untied what it holds somewhere
 * @param done WaitGroups whose Done is called by code ahead
 * @param released what it has released, and another has acquired: how often
 * @param willRelease what its deferred calls, or code ahead, may release
 * @param opaque whether it may hold any lock, in a way of which code tells nothing
 */
public record Holdings(
    List<Hold> holds,
    List<Candidate> candidates,
    List<Untied> untied,
    Set<Long> done,
    Map<LockId, Integer> released,
    Set<LockId> willRelease,
    boolean opaque) {

  private static final Set<Kind> ANY = Set.of(Kind.MUTEX, Kind.READ, Kind.WRITE);

  /** Of one whose stack has nothing to do with locks. */
  public static final Holdings NONE =
      new Holdings(List.of(), List.of(), List.of(), Set.of(), Map.of(), Set.of(), false);

  /** Copies what it gets. */
  public Holdings {
    holds = List.copyOf(holds);
    candidates = List.copyOf(candidates);
    untied = List.copyOf(untied);
    done = done.isEmpty() ? Set.of() : Set.copyOf(done);
    released = released.isEmpty() ? Map.of() : Map.copyOf(released);
    willRelease = willRelease.isEmpty() ? Set.of() : Set.copyOf(willRelease);
  }

  /** Whether a part of the stack was not read, or its code could not be followed. */
  public boolean isPartial() {
    for (Untied u : untied) {
      if (u.kind() == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives the kinds of which it holds something that is not known: neither by its address nor by a
   * release that lies ahead.
   */
  public Set<Kind> untold() {
    Set<Kind> kinds = opaque ? EnumSet.copyOf(ANY) : EnumSet.noneOf(Kind.class);
    for (Hold hold : holds) {
      if (hold.quality() >= Known.DEAD && hold.lock().kind() != Kind.COUNT) {
        kinds.add(hold.lock().kind()); // it may as well be another one
      }
    }
    for (Untied u : untied) {
      Kind kind = u.kind();
      if (kind != null
          && kind != Kind.COUNT
          && u.most() > 0
          && candidates.stream().noneMatch(c -> c.loose() && c.frame() == u.frame())) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** Whether nothing is held, nor will be released. */
  public boolean isEmpty() {
    return !opaque
        && holds.isEmpty()
        && untied.isEmpty()
        && candidates.isEmpty()
        && done.isEmpty()
        && released.isEmpty()
        && willRelease.isEmpty();
  }
}
