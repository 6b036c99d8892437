package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Suspects a pod that takes connections at its metrics' port and answers none. */
public final class ScrapeHangRule {

  /** So many in a row: one that is late has collected garbage. */
  static final int CONSECUTIVE = 3;

  private ScrapeHangRule() {}

  /**
   * Judges a pod.
   *
   * @param all pods of the window
   */
  public static Thought judge(Watched watched, List<Watched> all, Instant now) {
    PodFacts pod = watched.pod();
    ScrapeTally tally = watched.hangs();
    if (!pod.running() || pod.containerID() == null) {
      return Thought.clear(Why.NotRunning, "Container %s does not run.".formatted(pod.container()));
    }
    if (!tally.answered()) {
      return Thought.clear(Why.NothingRead, "No scrape of it was ever answered.");
    }
    if (tally.hanging() == 0) {
      return Thought.clear(Why.Answered, "Its scrapes do not hang.");
    }
    if (tally.hanging() < CONSECUTIVE) {
      return Thought.clear(
          Why.NotOftenEnough,
          "%d of %d scrapes in a row were not answered.".formatted(tally.hanging(), CONSECUTIVE));
    }
    if (nodeFails(watched, all)) {
      return Thought.clear(
          Why.NodeSuspected, "No pod on node %s answers: look at the node.".formatted(pod.node()));
    }
    Instant since = Objects.requireNonNull(tally.since());
    String message =
        "%d scrapes in a row were let in and not answered, since %s ago."
            .formatted(
                tally.hanging(),
                Durations.format(Duration.ofSeconds(Duration.between(since, now).toSeconds())));
    return new Thought.Suspect(
        new Suspicion.ScrapeHang(
            since,
            message,
            List.of(new Evidence("scrape", "/metrics", tally.hanging() + " timeouts", message))));
  }

  /** Several that have answered are on it, and not one does now. */
  private static boolean nodeFails(Watched watched, List<Watched> all) {
    List<Watched> node =
        all.stream()
            .filter(other -> other.pod().running() && other.hangs().answered())
            .filter(other -> other.pod().node().equals(watched.pod().node()))
            .toList();
    return node.size() > 1 && node.stream().allMatch(other -> other.hangs().hanging() > 0);
  }
}
