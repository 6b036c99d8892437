package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits behind those who wait for a lock: for other locks that they hold meanwhile.
 *
 * @param locks the other locks
 */
record Queue(Set<Resource> locks) {

  /** Finds the locks that are given back only when this one is. */
  static Queue behind(WaitForGraph graph, Resource lock) {
    Set<Resource> locks = new LinkedHashSet<>();
    var next = new ArrayDeque<Resource>(List.of(lock));
    while (!next.isEmpty()) {
      Resource waited = next.remove();
      for (Resource other : graph.locks()) {
        if (!other.equals(lock) && waited.equals(awaited(graph, other)) && locks.add(other)) {
          next.add(other);
        }
      }
    }
    return new Queue(locks);
  }

  /** The lock that the holder of a lock waits for; null where it waits for none, or is not seen. */
  static @Nullable Resource awaited(WaitForGraph graph, Resource lock) {
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

  /** All who wait for the other locks. */
  List<Waiter> waiters() {
    return locks.stream().flatMap(l -> l.waiters().stream()).toList();
  }

  /** One sentence for each of the other locks. */
  List<String> evidence() {
    List<String> sentences = new ArrayList<>();
    for (Resource lock : locks) {
      Holder holder = lock.holders().getFirst();
      sentences.add(
          "behind them: %s for the %s, which %s seems to hold meanwhile"
              .formatted(Sentences.wait(lock.waiting()), lock.name(), Sentences.say(holder.at())));
    }
    return sentences;
  }
}
