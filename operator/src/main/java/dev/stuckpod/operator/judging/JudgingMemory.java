package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodWatch;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered between two evaluations: since when who is stuck, and who has recovered. */
public final class JudgingMemory {

  private final Map<String, PodWatch> watches = new HashMap<>();
  private final Map<String, Instant> recovered = new HashMap<>();
  private final Map<Rule, RuleMemory> rules = new HashMap<>();
  private final Set<String> settled = new HashSet<>();

  /** What is remembered of a rule. */
  RuleMemory of(Rule rule) {
    return rules.computeIfAbsent(rule, _ -> new RuleMemory());
  }

  /** Takes note of what was decided, and says who has been stuck for long enough. */
  public Held note(Evaluation.Result result, Criteria criteria, Instant now) {
    var due = new LinkedHashSet<Judgement>();
    var notYet = new LinkedHashSet<Judgement>();
    var free = new HashSet<String>();
    for (Judgement verdict : result.verdicts()) {
      PodWatch watch = note(verdict, criteria, now);
      if (watch.stuckSince() == null) {
        free.add(verdict.pod().uid());
      }
      if (verdict.decision() instanceof Decision.Stuck) {
        (watch.held(criteria.hold(), now) ? due : notYet).add(verdict);
      }
    }
    return new Held(due, notYet, free);
  }

  private PodWatch note(Judgement verdict, Criteria criteria, Instant now) {
    String uid = verdict.pod().uid();
    PodWatch watch =
        watches
            .getOrDefault(uid, PodWatch.NEW)
            .next(verdict.decision(), verdict.pod().containerID(), criteria.window(), now);
    watches.put(uid, watch);
    if (watch.recovered(criteria.window(), now)) {
      recovered.put(uid, now);
    }
    if (watch.stuckSince() == null) {
      settled.remove(uid);
    }
    return watch;
  }

  /** Since when it has been said in every evaluation that the pod is stuck; null: it is not. */
  public @Nullable Instant stuckSince(String uid) {
    return watches.getOrDefault(uid, PodWatch.NEW).stuckSince();
  }

  /** When the pod last stood recovered. */
  public @Nullable Instant recoveredAt(String uid) {
    return recovered.get(uid);
  }

  /**
   * Takes note of what follows from a pod's being stuck.
   *
   * @param nothingMore nothing does for now: it need not be asked about in every turn
   */
  public void settle(String uid, boolean nothingMore) {
    if (nothingMore) {
      settled.add(uid);
    } else {
      settled.remove(uid);
    }
  }

  /** The uids of stuck pods that nothing follows from for now. */
  public Set<String> settled() {
    return Set.copyOf(settled);
  }

  /** Forgets pods that are gone, and rules that were changed. */
  public void keepOnly(Collection<String> uids, Collection<Rule> present) {
    watches.keySet().retainAll(uids);
    recovered.keySet().retainAll(uids);
    settled.retainAll(uids);
    rules.keySet().retainAll(present);
  }
}
