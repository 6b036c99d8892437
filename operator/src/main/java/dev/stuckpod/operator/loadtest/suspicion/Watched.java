package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod of a window, and what was read of it.
 *
 * @param series of the container that runs now; null where it is not scraped
 * @param hangs how its scrapes fare
 */
public record Watched(PodFacts pod, @Nullable PodSeries series, ScrapeTally hangs) {

  /** The others of its workload that live. */
  List<Watched> siblings(List<Watched> all) {
    return all.stream()
        .filter(other -> other.pod.workload().equals(pod.workload()))
        .filter(other -> !other.pod.uid().equals(pod.uid()))
        .filter(other -> other.pod.running() && !other.pod.terminating())
        .toList();
  }
}
