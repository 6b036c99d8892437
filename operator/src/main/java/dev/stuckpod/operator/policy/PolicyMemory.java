package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.decide.PodWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this process remembers of a policy between two evaluations. */
final class PolicyMemory {

  private static final Duration BETWEEN_RETENTIONS = Duration.ofMinutes(1);

  private final Map<String, PodWatch> watches = new HashMap<>();
  private final Map<String, Instant> recovered = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private @Nullable Instant retained;

  /** Takes note of a verdict. */
  PodWatch note(Verdict verdict, Duration window, Instant now) {
    String uid = verdict.pod().uid();
    PodWatch watch =
        watches
            .getOrDefault(uid, PodWatch.NEW)
            .next(verdict.decision(), verdict.pod().containerID(), now);
    watches.put(uid, watch);
    if (watch.recovered(window, now)) {
      recovered.put(uid, now);
    }
    if (watch.stuckSince() == null) {
      told.removeIf(key -> key.startsWith(uid));
    }
    return watch;
  }

  /** When the pod last stood recovered. */
  @Nullable Instant recoveredAt(String uid) {
    return recovered.get(uid);
  }

  /** Tells whether something is said about a pod for the first time since it is stuck. */
  boolean first(String uid, Enum<?> what) {
    return told.add(uid + "/" + what.name());
  }

  /** Tells whether it is time to look for what is too old. */
  boolean retentionIsDue(Instant now) {
    boolean due = retained == null || !now.isBefore(retained.plus(BETWEEN_RETENTIONS));
    if (due) {
      retained = now;
    }
    return due;
  }

  /** Forgets pods that are gone. */
  void keepOnly(Collection<String> uids) {
    watches.keySet().retainAll(uids);
    recovered.keySet().retainAll(uids);
    told.removeIf(key -> !uids.contains(key.substring(0, key.indexOf('/'))));
  }
}
