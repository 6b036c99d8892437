package dev.stuckpod.operator.opening;

import java.util.Collection;
import java.util.Set;

/**
 * Caps how many pods of a workload are sampled when all are stuck at once: then the cause is likely
 * something that they share, and one dump tells as much as ten.
 */
final class Fleet {

  /** From this size on, a second sample is worth its harm. */
  private static final int LARGE = 4;

  private Fleet() {}

  /**
   * How many pods of the workload may be sampled in all, the ones already sampled included.
   *
   * @param running uids of the workload's running pods
   * @param stuck uids of pods that are stuck now
   * @return {@link Integer#MAX_VALUE} unless every one of several pods is stuck
   */
  static int samples(Collection<String> running, Set<String> stuck) {
    boolean all = running.size() > 1 && stuck.containsAll(running);
    if (!all) {
      return Integer.MAX_VALUE;
    }
    return running.size() < LARGE ? 1 : 2;
  }
}
