package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Blocking;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thread waits for the result of a task with a lock held, and all workers of an executor wait
 * for that lock: none is left to run the task, if it was handed to that executor. What other
 * threads do meanwhile does not matter.
 */
public final class PoolBehindLock implements Rule {
  private static final int SEVERAL = 2;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> sizes = null;
    for (Blocking.Root root : Blocking.roots(graph)) {
      Holder holder = root.holders().getFirst();
      Group group = holder.party().group();
      if (root.isCircle()
          || group.activity() != Activity.WAITS
          || !KnownCalls.isIn(group, Meaning.RESULT)) {
        continue;
      }
      sizes = sizes == null ? sizes(graph) : sizes;
      Map<String, Integer> stuck = new TreeMap<>();
      count(holder.party(), stuck);
      root.victims().forEach(w -> count(w.party(), stuck));
      for (var pool : stuck.entrySet()) {
        int size = sizes.getOrDefault(pool.getKey(), 0);
        if (size >= SEVERAL && pool.getValue() == size && findings.size() < MOST) {
          findings.add(finding(root, holder, pool.getKey(), size));
          break;
        }
      }
    }
    return findings;
  }

  private static Map<String, Integer> sizes(WaitForGraph graph) {
    Map<String, Integer> sizes = new TreeMap<>();
    graph.groups().stream()
        .filter(Executors::isWorker)
        .forEach(g -> Executors.count(g.ids(), g.count(), sizes));
    return sizes;
  }

  private static void count(Party party, Map<String, Integer> pools) {
    Executors.count(party.cohort().ids(), party.cohort().count(), pools);
  }

  private static Finding finding(Blocking.Root root, Holder holder, String pool, int size) {
    Resource lock = root.resource(holder);
    var participants = new ArrayList<Finding.Participant>();
    participants.add(Sentences.holder(holder));
    root.victims().forEach(w -> participants.add(Sentences.waiter(w)));
    return new Finding(
        "PoolBehindLock",
        Kind.CHANNEL_AND_LOCK,
        "%s held by %s, which waits for the result of a task, while all %d threads of the executor '%s' wait for that lock or hold it"
            .formatted(lock.name(), Sentences.say(holder), size, pool),
        "If the task was handed to that executor, no thread is left to run it, and the lock is"
            + " never given back.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            holder.evidence(),
            Sentences.stands("the holder", holder.party(), holder.party().frame(0)),
            "%d of %d threads of '%s' wait behind it, or are it".formatted(size, size, pool),
            "waiters: " + Sentences.places(root.victims())),
        "Do not wait for a task with a lock held that tasks of the same executor take: %s."
            .formatted(holder.own().location()));
  }
}
