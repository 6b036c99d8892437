package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits behind those who wait for a lock: for other locks that they hold meanwhile. */
final class Queue {

  /** Locks that are told of one by one. */
  private static final int TOLD = 20;

  private final Map<Resource, Resource> awaited = new HashMap<>();
  private final Map<Resource, List<Resource>> behind = new HashMap<>();

  private Queue() {}

  /** Finds all queues of a graph, going over its locks once. */
  static Queue of(WaitForGraph graph) {
    Queue queue = new Queue();
    for (Resource lock : graph.locks()) {
      Resource next = awaited(graph, lock);
      if (next != null) {
        queue.awaited.put(lock, next);
        queue.behind.computeIfAbsent(next, _ -> new ArrayList<>()).add(lock);
      }
    }
    return queue;
  }

  private static @Nullable Resource awaited(WaitForGraph graph, Resource lock) {
    for (Holder holder : lock.holders()) {
      Resource next = graph.awaited(holder.party());
      if (holder.basis().compareTo(Basis.CONTAINMENT) >= 0
          && next != null
          && next.isLock()
          && !next.equals(lock)) {
        return next;
      }
    }
    return null;
  }

  /** Whether the holder of a lock is seen to wait for another one. */
  boolean isBehindAnother(Resource lock) {
    return awaited.containsKey(lock);
  }

  /** Gives the locks that are given back only when this one is. */
  Set<Resource> behind(Resource lock) {
    Set<Resource> locks = with(List.of(lock));
    locks.remove(lock);
    return locks;
  }

  /** Gives some locks and all that are given back only when one of these is. */
  Set<Resource> with(Collection<Resource> some) {
    Set<Resource> locks = new LinkedHashSet<>(some);
    var next = new ArrayDeque<Resource>(locks);
    while (!next.isEmpty()) {
      Effort.step(1);
      for (Resource other : behind.getOrDefault(next.remove(), List.of())) {
        if (locks.add(other)) {
          next.add(other);
        }
      }
    }
    return locks;
  }

  /** How many wait for a lock or behind those who do. */
  int waiting(Resource lock) {
    return with(List.of(lock)).stream().mapToInt(l -> l.waiting()).sum();
  }

  /** Gives how many wait behind those who wait for a lock, as the end of a sentence. */
  String more(Resource lock) {
    int all = waiting(lock);
    return all == lock.waiting() ? "" : ", %d with those behind them".formatted(all);
  }

  /** Gives all who wait for the other locks. */
  List<Waiter> waiters(Resource lock) {
    return behind(lock).stream().flatMap(l -> l.waiters().stream()).toList();
  }

  /** Gives one sentence for each of the other locks. */
  List<String> evidence(Resource lock) {
    List<String> sentences = new ArrayList<>();
    Set<Resource> others = behind(lock);
    for (Resource other : others.stream().limit(TOLD).toList()) {
      Holder holder = other.holders().getFirst();
      sentences.add(
          "behind them: %s for the %s, which %s %s meanwhile"
              .formatted(
                  Sentences.wait(other),
                  other.name(),
                  Sentences.say(holder),
                  holder.isStated() ? "holds" : "seems to hold"));
    }
    if (others.size() > TOLD) {
      sentences.add("so it goes on for " + (others.size() - TOLD) + " more locks");
    }
    return sentences;
  }
}
