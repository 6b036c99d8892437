package dev.stuckpod.operator.history;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which pods one question is about: the stuck one, and a few of its workload that are ready. */
final class Company {

  /** Of so many one will work, unless all are stuck. */
  private static final int MOST = 7;

  private Company() {}

  /** Chooses them, of what is known of pods. */
  static List<AskedPod> of(PodRoster roster, String namespace, DumpAnalysisSpec spec, Rule rule) {
    Optional<PodView> pod = roster.find(namespace, spec.podName());
    return of(pod, pod.isEmpty() ? List.of() : roster.in(namespace), spec, rule);
  }

  /**
   * Chooses them.
   *
   * @param pod that is stuck; empty where it is gone: then it is asked about alone
   * @param all pods of its namespace
   */
  static List<AskedPod> of(
      Optional<PodView> pod, Collection<PodView> all, DumpAnalysisSpec spec, Rule rule) {
    String container = Objects.requireNonNullElse(spec.container(), "");
    var stuck = new AskedPod(spec.podName(), container, Instant.EPOCH);
    if (pod.isEmpty() || rule instanceof Rule.OwnQuery) {
      return List.of(stuck);
    }
    String workload = pod.get().workload();
    Stream<AskedPod> others =
        all.stream()
            .filter(other -> other.workload().equals(workload))
            .filter(other -> !other.name().equals(spec.podName()))
            .filter(other -> other.running() && other.ready().now() && !other.terminating())
            .sorted(Comparator.comparing(PodView::name))
            .limit(MOST)
            .map(other -> new AskedPod(other.name(), container, started(other, container)));
    return Stream.concat(Stream.of(stuck), others).toList();
  }

  private static Instant started(PodView pod, String container) {
    return pod.facts(container).map(ContainerFacts::startedAt).orElse(Instant.EPOCH);
  }
}
