package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.decide.PodFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * A pod over a time that is over.
 *
 * @param earlier it, before its container of now began; the same where there was only one
 * @param latest it, since then
 * @param from when it was first there
 * @param to when it was last there
 */
public record PastPod(PodFacts earlier, PodFacts latest, Instant from, Instant to) {

  /** One whose container is the same all the time. */
  public PastPod(PodFacts pod, Instant from, Instant to) {
    this(pod, pod, from, to);
  }

  /** As it was at a time; empty when it was not there. */
  public Optional<PodFacts> at(Instant time) {
    if (time.isBefore(from) || time.isAfter(to)) {
      return Optional.empty();
    }
    return Optional.of(time.isBefore(latest.startedAt()) ? earlier : latest);
  }

  /** Whether it was there at any time between two. */
  boolean isThere(Instant begin, Instant end) {
    return !from.isAfter(end) && !to.isBefore(begin);
  }
}
