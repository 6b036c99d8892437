package dev.stuckpod.analysis.model;

import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.Peer;
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
 * @param channels what a goroutine waits at, where its memory was read; else empty
 * @param still which of the ids have not run at all since an earlier reading
 * @param unmoved how many have not, with those whose ids are not kept
 * @param starters the number of the goroutine that has started each of the ids, 0 where it is not
 *     printed; empty where it is printed of none
 * @param each what is printed of each of the ids; empty where that was not asked for
 * @param unreached whether the heap was searched, and nothing that is alive refers to what they
 *     wait for
 * @param peers at the other end of the connections that they wait at, the one with most of them
 *     first; empty where that is not printed
 */
public record Cohort(
    int count,
    int waitMinutes,
    List<String> ids,
    long address,
    List<Arguments> samples,
    List<LockUse> uses,
    List<ChannelUse> channels,
    List<String> still,
    int unmoved,
    List<Long> starters,
    List<Particulars> each,
    boolean unreached,
    List<Peer> peers) {
  public Cohort {
    ids = List.copyOf(ids);
    samples = List.copyOf(samples);
    uses = List.copyOf(uses);
    channels = List.copyOf(channels);
    still = List.copyOf(still);
    starters = List.copyOf(starters);
    each = List.copyOf(each);
    peers = List.copyOf(peers);
  }

  /** Whether not one of them has run since an earlier reading, all of whom were looked at. */
  public boolean stands() {
    return unmoved == count;
  }

  /** Gives the same with other locks. */
  public Cohort withUses(List<LockUse> other) {
    return new Cohort(
        count,
        waitMinutes,
        ids,
        address,
        samples,
        other,
        channels,
        still,
        unmoved,
        starters,
        each,
        unreached,
        peers);
  }

  /** Whether it is known of each of the routines who has started it. */
  public boolean tellsStarters() {
    return starters.size() == count && !starters.contains(0L);
  }
}
