package dev.stuckpod.operator.glance;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those of a process that wait for the same kind of thing.
 *
 * @param count how many
 * @param longestNs for how long the first of them has not run, by the sidecar's own looks,
 *     nanoseconds
 * @param looks in how many of these he was seen so. Go counts runs in one byte: in two looks one in
 *     256 of those that run without pause seems not to have; 0 of threads, whose runs are counted
 *     in full
 * @param notRun how many have not run since the last look, and waited then: the same ones, not as
 *     many
 * @param older how many of them have not run for so many nanoseconds, in {@link #SURE} looks at
 *     least; null of sidecars that tell of the first alone
 */
public record LockGroup(
    LockState state,
    int count,
    long longestNs,
    int looks,
    int notRun,
    @Nullable Map<Long, Integer> older) {

  /** In so many looks somebody is the same, though most of many run. */
  public static final int SURE = 4;

  /** For how long the first has not run. */
  public Duration longest() {
    return Duration.ofNanos(Math.max(0, longestNs));
  }

  /** Whether the first has not run for long enough, and was seen so in enough looks. */
  public boolean stands(Duration time, int leastLooks) {
    return longest().compareTo(time) >= 0 && looks >= leastLooks;
  }

  /** How many are known not to have run for so long; the steps by which it is told round down. */
  public int standing(Duration time) {
    int told =
        older == null
            ? 0
            : older.entrySet().stream()
                .filter(step -> step.getKey() >= time.toNanos())
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    return Math.max(told, stands(time, SURE) ? 1 : 0);
  }
}
