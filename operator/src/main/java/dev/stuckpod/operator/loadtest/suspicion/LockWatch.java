package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a process' glances, one after the other. A pause, another process, or a
 * sidecar that remembers nothing begins anew.
 *
 * @param glances how many there were
 */
public record LockWatch(
    @Nullable Glance last, int glances, Map<LockState, LockWatch.Standing> standing) {

  /** Before the first. */
  public static final LockWatch NEW = new LockWatch(null, 0, Map.of());

  /**
   * Looks that are further apart do not belong together: twice the longest interval of a window,
   * and some more.
   */
  private static final Duration PAUSE = Duration.ofSeconds(150);

  /** By so many more threads than stood at least. */
  static final int MORE = 2;

  /**
   * What has become of a group.
   *
   * @param first how many there were at the first glance
   * @param low the fewest that had not run
   * @param since since when at each glance somebody had not run
   * @param allSince since when at each glance none of those who waited had
   * @param risenSince since when more than the fewest had not run
   */
  record Standing(
      LockGroup group,
      int first,
      int low,
      @Nullable Instant since,
      @Nullable Instant allSince,
      @Nullable Instant risenSince) {}

  /** Takes note of one more. */
  public LockWatch next(Glance glance) {
    boolean goesOn =
        last != null
            && !glance.isFirst()
            && last.containerID().equals(glance.containerID())
            && last.startTime() == glance.startTime()
            && Duration.between(last.at(), glance.at()).compareTo(PAUSE) <= 0;
    var next = new EnumMap<LockState, Standing>(LockState.class);
    for (LockState state : LockState.values()) {
      Standing before = goesOn ? standing.get(state) : null;
      next.put(state, before == null ? first(glance.of(state)) : next(before, glance));
    }
    return new LockWatch(glance, goesOn ? glances + 1 : 1, Map.copyOf(next));
  }

  /** Of a first glance nobody knows who has run since the one before. */
  private static Standing first(LockGroup group) {
    return new Standing(group, group.count(), Integer.MAX_VALUE, null, null, null);
  }

  private Standing next(Standing before, Glance glance) {
    LockGroup group = glance.of(before.group().state());
    boolean stands = group.notRun() > 0;
    boolean all = stands && group.notRun() >= before.group().count();
    boolean risen = before.low() != Integer.MAX_VALUE && group.notRun() - MORE >= before.low();
    Instant at = glance.at();
    Instant lastAt = last == null ? at : last.at();
    return new Standing(
        group,
        before.first(),
        Math.min(before.low(), group.notRun()),
        since(stands, before.since(), lastAt),
        since(all, before.allSince(), lastAt),
        since(risen, before.risenSince(), at));
  }

  private static @Nullable Instant since(
      boolean still, @Nullable Instant before, Instant otherwise) {
    if (!still) {
      return null;
    }
    return before == null ? otherwise : before;
  }
}
