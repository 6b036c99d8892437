package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Waiter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The workers behind a call that hands work out.
 *
 * @param name for sentences
 * @param basis why these are its workers, for evidence
 * @param size all workers
 * @param blocked workers that wait for the lock
 * @param queued workers that send to a channel whose receiver waits for the lock, as it seems
 * @param handing how many hold the lock and wait for a free worker themselves
 */
record Pool(
    String name, String basis, int size, List<Waiter> blocked, List<Waiter> queued, int handing) {

  /** At least so many of a hundred workers must be unable to go on: the others are on their way. */
  private static final long MOST = 90;

  static final Pool NONE = new Pool("", "", 0, List.of(), List.of(), 0);

  /** Whether anybody is left to take work. */
  enum State {
    /** There is no pool behind the call. */
    NONE,
    SOME_FREE,
    /** All workers wait, and by addresses it is the lock that nearly all of them wait for. */
    ALL_BLOCKED,
    /** All workers wait, many of them for somebody who seems to wait for the lock. */
    ALL_STUCK
  }

  /** How many wait for the lock. */
  int waiting() {
    return count(blocked);
  }

  private static int count(List<Waiter> waiters) {
    return waiters.stream().mapToInt(w -> w.party().cohort().count()).sum();
  }

  /** Those who cannot go on, the surest first. */
  List<Waiter> stuck() {
    return Stream.concat(blocked.stream(), queued.stream()).toList();
  }

  State state() {
    int sure = waiting() + handing;
    if (stuck().isEmpty()) {
      return State.NONE;
    }
    if (sure * 100L >= MOST * size) {
      return State.ALL_BLOCKED;
    }
    return (sure + count(queued)) * 100L >= MOST * size ? State.ALL_STUCK : State.SOME_FREE;
  }
}
