package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.rule.pools.WorkerLink.Root;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pools behind those who may hold one lock; each is looked for once, however many they are. */
final class Pools {
  /** Those of a pool who cannot go on, and how many it has: the same for all holders. */
  private record Stuck(List<Waiter> blocked, Set<Party> parties, List<Waiter> queued, int size) {}

  private final WaitForGraph graph;
  private final Workers workers;
  private final Resource lock;
  private final Map<WorkerLink.Who, Stuck> known = new HashMap<>();
  private final Map<Frame, Set<Party>> holders = new HashMap<>();

  Pools(WaitForGraph graph, Workers workers, Resource lock) {
    this.graph = graph;
    this.workers = workers;
    this.lock = lock;
    for (Holder holder : lock.holders()) {
      holders.computeIfAbsent(holder.at(), _ -> new LinkedHashSet<>()).add(holder.party());
    }
  }

  /** Finds the workers by the best link that there is between them and the call. */
  Pool behind(Waiter handingOut, Holder holder) {
    for (WorkerLink link : WorkerLink.of(handingOut, holder)) {
      Pool pool = of(link, holder);
      if (pool.state() != Pool.State.NONE) {
        return pool;
      }
    }
    return Pool.NONE;
  }

  private Pool of(WorkerLink link, Holder holder) {
    Set<Group> crew = workers.crew(link).members();
    if (crew.isEmpty()) {
      return Pool.NONE;
    }
    Stuck stuck = known.get(link.workers());
    if (stuck == null) {
      stuck = stuck(workers.crew(link));
      known.put(link.workers(), stuck);
    }
    Set<Party> blocked = stuck.parties();
    Set<Party> there = holders.getOrDefault(holder.at(), Set.of());
    Effort.step(there.size());
    int handing =
        there.stream()
            .filter(p -> graph.awaited(p) != null && crew.contains(p.group()))
            .filter(p -> !blocked.contains(p))
            .mapToInt(p -> p.cohort().count())
            .sum();
    return new Pool(
        link.name(), link.basis(), stuck.size(), stuck.blocked(), stuck.queued(), handing);
  }

  private Stuck stuck(Workers.Crew crew) {
    List<Waiter> blocked = new ArrayList<>();
    Set<String> receivers = new HashSet<>();
    for (Waiter waiter : lock.waiters()) {
      Group group = waiter.party().group();
      if (crew.members().contains(group)) {
        blocked.add(waiter);
      } else {
        receivers.add(graph.dump().runtime().type(workers.root(group).outermost()));
      }
    }
    List<Waiter> queued = queued(crew, receivers);
    Set<Root> roots =
        Stream.concat(blocked.stream(), queued.stream())
            .map(w -> workers.root(w.party().group()))
            .collect(Collectors.toSet());
    // housekeeping is no worker
    int size = roots.stream().mapToInt(r -> crew.sizes().getOrDefault(r, 0)).sum();
    Set<Party> parties = new HashSet<>();
    blocked.forEach(w -> parties.add(w.party()));
    return new Stuck(blocked, parties, queued, size);
  }

  /**
   * Those who send where a routine that may be the receiver waits for the lock: it begins in a
   * method of the type whose method sends. Who receives from a channel, a dump does not say.
   */
  private static List<Waiter> queued(Workers.Crew crew, Set<String> receivers) {
    List<Workers.Sender> senders = new ArrayList<>();
    for (String type : receivers) {
      if (!type.isEmpty()) {
        senders.addAll(crew.senders().getOrDefault(type, List.of()));
      }
    }
    Effort.step(receivers.size() + senders.size());
    senders.sort(Comparator.comparingInt(Workers.Sender::number));
    return senders.stream().map(Workers.Sender::waiter).toList();
  }
}
