package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.readings.Answer;
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

  /** No decision that rests on a full answer stands longer than a window of the rule, or this. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private record Judged(@Nullable String containerID, Decision decision) {}

  private final Map<String, Judged> judged = new HashMap<>();
  private @Nullable Instant since;
  private Answer.@Nullable Missing failure;
  private int failures;
  private Instant restsUntil = Instant.MIN;
  private boolean suspicion;

  /** Tells whether the short question is enough for pods that may be judged. */
  boolean stands(Collection<PodFacts> open, Duration window, Instant now) {
    Duration stands = window.compareTo(LONGEST) < 0 ? window : LONGEST;
    return since != null
        && !suspicion
        && now.isBefore(since.plus(stands))
        && open.stream().allMatch(pod -> of(pod).isPresent());
  }

  /** What was thought of the container that runs in the pod now. */
  Optional<Decision> of(PodFacts pod) {
    Judged known = judged.get(pod.uid());
    return known != null
            && known.containerID() != null
            && known.containerID().equals(pod.containerID())
        ? Optional.of(known.decision())
        : Optional.empty();
  }

  /** Why there is no answer now, as long as the rule rests for it. */
  Optional<Answer.Missing> resting(Instant now) {
    return now.isBefore(restsUntil) ? Optional.ofNullable(failure) : Optional.empty();
  }

  /** Takes note that there was no answer: nothing stands any more. */
  void failed(Answer.Missing why, Duration interval, Instant now) {
    judged.clear();
    since = null;
    failure = why;
    failures++;
    restsUntil = now.plus(Pace.rest(interval, failures));
  }

  /** Forgets all, and begins to take note of a full answer. */
  void begin(Instant at) {
    judged.clear();
    since = at;
    suspicion = false;
    failures = 0;
  }

  /**
   * Takes note.
   *
   * @param suspicious whether the pod looks stuck
   */
  void note(PodFacts pod, Decision decision, boolean suspicious) {
    judged.put(pod.uid(), new Judged(pod.containerID(), decision));
    suspicion |= suspicious || decision instanceof Decision.Stuck;
  }
}
