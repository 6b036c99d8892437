package dev.stuckpod.operator.opening;

import dev.stuckpod.operator.pods.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an opener sees beside the one pod.
 *
 * @param pods all that it looks at
 * @param stuck uids of those that are stuck
 */
public record Sight(List<? extends Subject> pods, Set<String> stuck) {

  /** Names a pod of the same workload that is not stuck; empty where there is none. */
  Optional<String> healthyBeside(Subject pod) {
    return pods.stream()
        .filter(other -> other.workload().equals(pod.workload()))
        .filter(other -> !other.uid().equals(pod.uid()) && !stuck.contains(other.uid()))
        .filter(other -> !other.terminating() && other.containerID() != null)
        .map(Subject::name)
        .min(Comparator.naturalOrder());
  }
}
