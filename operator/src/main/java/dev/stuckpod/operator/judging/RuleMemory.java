package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Source.Screening;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last full answer to a rule came to. As long as no pod looks stuck, it stands: then a
 * short question is enough.
 */
final class RuleMemory {

  /** What is known for certain does not change unless a short answer does. */
  private static final Duration LONG = Duration.ofMinutes(5);

  /** What could not be said may be said when there are more samples. */
  private static final Duration SHORT = Duration.ofMinutes(1);

  private record Judged(
      @Nullable String containerID, Decision decision, boolean suspicious, Instant at) {}

  private final Map<String, Judged> judged = new HashMap<>();
  private @Nullable Instant since;
  private @Nullable Long readable;
  private Answer.@Nullable Missing failure;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  /**
   * Tells whether everything is to be asked for when there is time for it.
   *
   * @param open pods that may be judged
   * @param screened what the short question gave
   */
  boolean due(
      Collection<PodFacts> open, Screening.Suspects screened, Duration window, Instant now) {
    if (since == null || (readable != null && readable != screened.readable())) {
      return true;
    }
    screened(screened);
    boolean certain =
        judged.values().stream().noneMatch(one -> one.decision() instanceof Decision.Unknown);
    return !now.isBefore(since.plus(certain ? LONG : uncertain(window)))
        || open.stream().anyMatch(pod -> of(pod).isEmpty());
  }

  /** For how long stands what may change though no short answer does. */
  static Duration uncertain(Duration window) {
    return window.compareTo(SHORT) < 0 ? window : SHORT;
  }

  /** Takes note of the short answer at the time of a full one. */
  void screened(Screening.Suspects screened) {
    if (since != null && readable == null) {
      readable = screened.readable();
    }
  }

  /** What was thought of the container that runs in the pod now. */
  Optional<Decision> of(PodFacts pod) {
    return known(pod).map(Judged::decision);
  }

  /** Whether it looked stuck when everything was last asked for. */
  boolean suspected(PodFacts pod) {
    return known(pod).filter(Judged::suspicious).isPresent();
  }

  /** Whether it was called stuck, and not before then. */
  boolean saidStuck(PodFacts pod, Instant since) {
    return known(pod)
        .filter(one -> one.decision() instanceof Decision.Stuck && one.at().isAfter(since))
        .isPresent();
  }

  private Optional<Judged> known(PodFacts pod) {
    return Optional.ofNullable(judged.get(pod.uid()))
        .filter(one -> one.containerID() != null && one.containerID().equals(pod.containerID()));
  }

  /** Why there is no answer now, as long as the rule rests for it. */
  Optional<Answer.Missing> resting(Instant now) {
    return now.isBefore(restsUntil) ? Optional.ofNullable(failure) : Optional.empty();
  }

  /** Takes note that there was no answer: nothing stands any more. */
  void failed(Answer.Missing why, Duration interval, Instant now) {
    judged.clear();
    since = null;
    readable = null;
    failure = why;
    failures++;
    restsUntil = now.plus(Pace.rest(interval, failures));
  }

  /** Forgets all, and begins to take note of a full answer. */
  void begin(Instant at) {
    judged.clear();
    since = at;
    readable = null;
    failures = 0;
  }

  /**
   * Takes note.
   *
   * @param suspicious whether the pod looks stuck
   */
  void note(PodFacts pod, Decision decision, boolean suspicious, Instant at) {
    boolean looksStuck = suspicious || decision instanceof Decision.Stuck;
    judged.put(pod.uid(), new Judged(pod.containerID(), decision, looksStuck, at));
  }
}
