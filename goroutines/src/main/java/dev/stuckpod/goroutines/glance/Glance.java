package dev.stuckpod.goroutines.glance;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What was seen.
 *
 * @param sinceNanos since the look before; 0 at the first
 * @param count goroutines that exist and were read
 * @param unread places in the runtime's list that were not: too many, or not what belongs there
 * @param states how many are in each, by the words of the process's own runtime
 * @param waiters those that wait for locks; kinds with none, and none before, are left out
 */
public record Glance(
    long sinceNanos, int count, int unread, Map<String, Integer> states, List<Waiters> waiters) {

  /** Copies what it gets. */
  public Glance {
    states = Map.copyOf(states);
    waiters = List.copyOf(waiters);
  }

  /**
   * Those that wait for one kind of lock.
   *
   * @param unwatched of them, those for which there was no room to be remembered
   * @param notRun of them, those that have not run since the look before
   * @param left how many waited so at the look before, and do no more: they have run
   * @param oldestNanos for how long, of those that have not run, the oldest has been seen
   * @param oldestLooks in how many looks it was seen, this one included
   * @param older how many of them were seen for at least so many nanoseconds, and in four looks or
   *     more; steps that nobody has come to are left out
   */
  public record Waiters(
      Lock lock,
      int count,
      int unwatched,
      int notRun,
      int left,
      long oldestNanos,
      int oldestLooks,
      SortedMap<Long, Integer> older) {}
}
