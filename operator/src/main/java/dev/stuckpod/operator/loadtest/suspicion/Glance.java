package dev.stuckpod.operator.loadtest.suspicion;

import java.time.Instant;
import java.util.List;

/**
 * One look of a sidecar at who waits.
 *
 * @param containerID as in the pod's status
 * @param startTime of the process, as /proc has it: another one is another process
 * @param groups one of a state at most
 */
public record Glance(Instant at, String containerID, long startTime, List<LockGroup> groups) {

  LockGroup of(LockState state) {
    return groups.stream()
        .filter(group -> group.state() == state)
        .findFirst()
        .orElse(new LockGroup(state, 0, 0, 0));
  }
}
