package dev.stuckpod.analysis.model;

import java.util.List;

/**
 * Routines of one group that wait for the same address and hold the same locks.
 *
 * @param count how many
 * @param waitMinutes the longest wait printed
 * @param ids the first ids
 * @param address what a goroutine waits for (semaphore or channel), 0 when not printed
 * @param samples arguments of the first goroutines; empty for threads
 * @param uses locks as HotSpot prints them; empty for goroutines
 */
public record Cohort(
    int count,
    int waitMinutes,
    List<String> ids,
    long address,
    List<Arguments> samples,
    List<LockUse> uses) {
  public Cohort {
    ids = List.copyOf(ids);
    samples = List.copyOf(samples);
    uses = List.copyOf(uses);
  }
}
