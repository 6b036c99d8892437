package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.pods.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts samples per workload, so that one whose pods are all stuck at once is not dumped whole. A
 * pod that was sampled counts as stuck for a while: its dump may have restarted it.
 */
final class Sampling {

  private static final Duration LEAST_MEMORY = Duration.ofMinutes(10);

  private final Map<String, Set<String>> fleets;
  private final Set<String> stuck;
  private final Set<String> sampled;

  Sampling(Sight sight, Slots slots, Duration window, Instant now) {
    Duration memory = window.multipliedBy(2);
    Instant since = now.minus(memory.compareTo(LEAST_MEMORY) > 0 ? memory : LEAST_MEMORY);
    fleets =
        sight.pods().stream()
            .filter(pod -> !pod.terminating())
            .collect(
                Collectors.groupingBy(
                    Subject::workload, Collectors.mapping(Subject::uid, Collectors.toSet())));
    sampled =
        slots.all().stream()
            .filter(slot -> Slots.reserved(slot).isAfter(since))
            .map(Slot::podUID)
            .collect(Collectors.toCollection(HashSet::new));
    sampled.addAll(slots.unrecovered(sight.pods()));
    stuck = new HashSet<>(sampled);
    stuck.addAll(sight.stuck());
  }

  /** Takes note of a sample. */
  void sampled(Subject pod) {
    sampled.add(pod.uid());
  }

  /** Tells whether a dump of this pod may be taken beside those of its siblings. */
  boolean allows(Subject pod) {
    Set<String> fleet = fleets.getOrDefault(pod.workload(), Set.of());
    long already = fleet.stream().filter(sampled::contains).count();
    return sampled.contains(pod.uid()) || already < Fleet.samples(fleet, stuck);
  }
}
