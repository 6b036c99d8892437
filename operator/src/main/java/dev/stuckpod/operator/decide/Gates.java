package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What keeps a pod from being judged, whatever its metrics say. */
final class Gates {

  private Gates() {}

  static Optional<Unknown> closed(PodFacts pod, Duration window, Instant now) {
    if (pod.terminating()) {
      return unknown(Reason.Terminating, "The pod is being deleted.");
    }
    if (!pod.running() || pod.containerID() == null) {
      return unknown(Reason.NotRunning, "Container %s does not run.".formatted(pod.container()));
    }
    Duration age = Duration.between(pod.startedAt(), now);
    if (age.compareTo(window) < 0) {
      String since = Durations.format(Duration.ofSeconds(Math.max(0, age.toSeconds())));
      String message =
          "Container %s has run for %s: it is judged when it has for %s."
              .formatted(pod.container(), since, Durations.format(window));
      return unknown(pod.restarts() > 0 ? Reason.RestartedWithinWindow : Reason.TooYoung, message);
    }
    if (!pod.wasReady()) {
      return unknown(
          Reason.NeverReady,
          "Container %s has not been ready since it started: look at its readiness probe."
              .formatted(pod.container()));
    }
    return Optional.empty();
  }

  private static Optional<Unknown> unknown(Reason reason, String message) {
    return Optional.of(new Unknown(reason, message));
  }
}
