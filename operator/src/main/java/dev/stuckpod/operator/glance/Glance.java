package dev.stuckpod.operator.glance;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look of a sidecar at who waits.
 *
 * @param containerID as in the pod's status
 * @param startTime of the process, as /proc has it: another one is another process
 * @param isFirst whether the sidecar remembers none before, and so nothing of who has not run
 * @param unwatched how many it could not look at or remember: who of these has not run is not told
 * @param sort what the groups are
 * @param groups one of a state at most
 */
public record Glance(
    Instant at,
    String containerID,
    long startTime,
    boolean isFirst,
    int unwatched,
    Sort sort,
    List<LockGroup> groups) {

  /** Why somebody could stand unseen, where that is so. */
  public Optional<String> gap() {
    if (isFirst) {
      return Optional.of("Its sidecar remembers no glance before the last one.");
    }
    return unwatched > 0
        ? Optional.of(
            "Of %d of its goroutines or threads its sidecar cannot tell whether they run: they are"
                    .formatted(unwatched)
                + " too many.")
        : Optional.empty();
  }

  /** Without what tells nothing of locks: kinds of which all have run, and threads. */
  public Glance ofThoseWhoStand() {
    List<LockGroup> stand =
        groups.stream()
            .filter(group -> group.notRun() > 0 && group.state() != LockState.Thread)
            .filter(group -> sort == Sort.Semaphores || group.state() != LockState.Semaphore)
            .toList();
    return new Glance(at, containerID, startTime, isFirst, unwatched, sort, stand);
  }

  /**
   * The kinds of locks of which whoever had not run for the longest at a glance before has gone on
   * since: that queue moves. Where nobody had not run then, it is not known to stand.
   */
  public Set<LockState> movedSince(Glance before) {
    Duration between = Duration.between(before.at, at);
    var moved = EnumSet.noneOf(LockState.class);
    for (LockGroup now : groups) {
      LockGroup was = before.of(now.state());
      Duration older = now.longest().minus(was.longest());
      if (was.notRun() == 0 || older.compareTo(between.dividedBy(2)) < 0) {
        moved.add(now.state());
      }
    }
    return moved;
  }

  /** Who waits for that; nobody where nothing is said. */
  public LockGroup of(LockState state) {
    return groups.stream()
        .filter(group -> group.state() == state)
        .findFirst()
        .orElse(new LockGroup(state, 0, 0, 0, 0, null));
  }
}
