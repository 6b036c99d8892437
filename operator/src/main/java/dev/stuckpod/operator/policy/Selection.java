package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.pods.Labels;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the pods that a policy selects, and what a capture of each would come to. */
final class Selection {

  /** What sidecars said grows old, and is asked for when it is looked at. */
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(10);

  private final PodRoster roster;
  private final Foresight foresight;

  Selection(PodRoster roster, Foresight foresight) {
    this.roster = roster;
    this.foresight = foresight;
  }

  /** Finds them, by name; anew only where something has changed since the last time. */
  List<Selected> of(StuckPolicy policy, PolicyMemory memory, Instant now) {
    roster.start();
    String namespace = policy.getMetadata().getNamespace();
    var seen =
        new PolicyMemory.Seen(
            policy.getMetadata().getGeneration(),
            roster.changes(namespace),
            foresight.changes(namespace),
            now.getEpochSecond() / AT_LEAST_EVERY.toSeconds());
    return memory.selected(seen, () -> find(namespace, policy.getSpec()));
  }

  private List<Selected> find(String namespace, StuckPolicySpec spec) {
    var labels = new Labels(spec.selector());
    return roster.in(namespace).stream()
        .filter(pod -> !pod.over() && labels.match(pod.labels()))
        .map(pod -> select(pod, spec, foresight))
        .sorted(Comparator.comparing(Selected::name))
        .toList();
  }

  /** What is known of a pod, and what its sidecar has told, or why that told nothing. */
  static Selected select(PodView pod, StuckPolicySpec spec, Foresight foresight) {
    Selected selected = Selected.of(pod, spec.container());
    String containerID = selected.facts().map(PodFacts::containerID).orElse(null);
    if (containerID == null || selected.notCapturable().isPresent()) {
      return selected;
    }
    List<ProcessInfo> processes = foresight.of(pod, containerID);
    Optional<Foresight.Unanswered> unanswered = foresight.unanswered(containerID);
    if (unanswered.isPresent()) {
      return selected.notReached(unanswered.get());
    }
    return foresight.silent(containerID)
        ? selected.unseen(pod)
        : selected.foreseen(processes, spec.capture());
  }
}
