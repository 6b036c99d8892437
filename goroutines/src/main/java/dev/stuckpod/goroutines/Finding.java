package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.verdict.Claims.Who;
import dev.stuckpod.goroutines.locks.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of one goroutine, true if it has stood still until then.
 *
 * @param waitStand how its wait is known again
 * @param hasNotRun whether it has not, since an earlier reading
 * @param role in which it waits for something that is no channel; null where it does not
 * @param awaited address of that
 * @param lock address of the lock that it waits for, which may be a part of that; 0 for none
 * @param channels at which it waits, and which way
 * @param holding what it holds
 */
record Finding(
    Who who,
    long waitStand,
    boolean hasNotRun,
    @Nullable Role role,
    long awaited,
    long lock,
    List<AtChannel> channels,
    Holding.Found holding) {

  /** One channel. */
  record AtChannel(Role way, long channel) {}
}
