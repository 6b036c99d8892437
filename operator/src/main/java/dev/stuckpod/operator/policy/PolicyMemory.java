package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.decide.PodWatch;
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

  private final Map<String, PodWatch> watches = new HashMap<>();
  private final Map<String, Instant> recovered = new HashMap<>();
  private final Map<String, Set<String>> told = new HashMap<>();
  private final Map<Rule, RuleMemory> rules = new HashMap<>();
  private final Set<String> created = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
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

  /** What is remembered of a rule. */
  RuleMemory of(Rule rule) {
    return rules.computeIfAbsent(rule, _ -> new RuleMemory());
  }

  /** Takes note of a verdict. */
  PodWatch note(Verdict verdict, Duration window, Instant now) {
    String uid = verdict.pod().uid();
    PodWatch watch =
        watches
            .getOrDefault(uid, PodWatch.NEW)
            .next(verdict.decision(), verdict.pod().containerID(), window, now);
    watches.put(uid, watch);
    if (watch.recovered(window, now)) {
      recovered.put(uid, now);
    }
    if (watch.stuckSince() == null) {
      told.remove(uid);
      settled.remove(uid);
    }
    return watch;
  }

  /** When the pod last stood recovered. */
  @Nullable Instant recoveredAt(String uid) {
    return recovered.get(uid);
  }

  /** Tells whether something is said about a pod for the first time since it is stuck. */
  boolean first(String uid, Enum<?> what) {
    return told.computeIfAbsent(uid, _ -> new HashSet<>()).add(what.name());
  }

  /**
   * Takes note of what follows from a pod's being stuck.
   *
   * @param nothingMore nothing does for now: it need not be asked about in every turn
   */
  void settle(String uid, boolean nothingMore) {
    if (nothingMore) {
      settled.add(uid);
    } else {
      settled.remove(uid);
    }
  }

  /** The uids of stuck pods that nothing follows from for now. */
  Set<String> settled() {
    return Set.copyOf(settled);
  }

  /** Takes note of a DumpAnalysis that this process has created. */
  void created(String name) {
    created.add(name);
  }

  /** Tells whether this process has created it. */
  boolean hasCreated(String name) {
    return created.contains(name);
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
    watches.keySet().retainAll(uids);
    recovered.keySet().retainAll(uids);
    told.keySet().retainAll(uids);
    settled.retainAll(uids);
    rules.keySet().retainAll(present);
    created.retainAll(slots.names());
  }
}
