package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.opening.Created;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this process remembers of a policy between two evaluations. */
final class PolicyMemory {

  private static final Duration BETWEEN_RETENTIONS = Duration.ofMinutes(1);

  /**
   * What a selection rests on.
   *
   * @param pods how often the namespace's pods have changed
   * @param foreseen how often what sidecars said of them has
   * @param period grows with time
   */
  record Seen(long generation, long pods, long foreseen, long period) {}

  private final JudgingMemory judging = new JudgingMemory();
  private final Created created = new Created();
  private final Map<String, Set<String>> told = new HashMap<>();
  private @Nullable Seen seen;
  private List<Selected> selected = List.of();
  private @Nullable Instant retained;

  /** The selection as it was, or a new one where something has changed since. */
  List<Selected> selected(Seen now, Supplier<List<Selected>> find) {
    if (!now.equals(seen)) {
      selected = find.get();
      seen = now;
    }
    return selected;
  }

  /** Who is stuck since when. */
  JudgingMemory judging() {
    return judging;
  }

  /** What was opened for the policy. */
  Created created() {
    return created;
  }

  /** Tells whether something is said about a pod for the first time since it is stuck. */
  boolean first(String uid, Enum<?> what) {
    return told.computeIfAbsent(uid, _ -> new HashSet<>()).add(what.name());
  }

  /** These are stuck no more: what was said of them is said again when they are. */
  void free(Set<String> uids) {
    told.keySet().removeAll(uids);
  }

  /** Tells whether it is time to look for what is too old. */
  boolean retentionIsDue(Instant now) {
    boolean due = retained == null || !now.isBefore(retained.plus(BETWEEN_RETENTIONS));
    if (due) {
      retained = now;
    }
    return due;
  }

  /** Forgets pods that are gone, rules that were changed, and what no slot speaks of. */
  void keepOnly(Collection<String> uids, Collection<Rule> present, Slots slots) {
    judging.keepOnly(uids, present);
    told.keySet().retainAll(uids);
    created.keepOnly(slots.names());
  }
}
