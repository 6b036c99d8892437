package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.rule.channels.NilChannel;
import dev.stuckpod.analysis.rule.groups.GroupWait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A routine that may hold a lock and waits for something else.
 *
 * @param holder who, and why it may hold the lock
 * @param handing what it waits for
 * @param pool who would have to serve it
 */
record WaitingHolder(Holder holder, Waiter handing, Pool pool) {

  /** One for each place where a holder may be: holders at one place do the same. */
  static List<WaitingHolder> of(WaitForGraph graph, Workers workers, Resource lock) {
    Pools pools = new Pools(graph, workers, lock);
    var candidates = new LinkedHashMap<Frame, WaitingHolder>();
    Set<Frame> shared = shared(lock);
    for (Holder holder : lock.holders()) {
      if (!candidates.containsKey(holder.at()) && !shared.contains(holder.at())) {
        wait(graph, lock, holder)
            .filter(wait -> holder.isStated() || !isVictim(lock, holder, wait))
            .ifPresent(
                wait ->
                    candidates.put(
                        holder.at(), new WaitingHolder(holder, wait, pools.behind(wait, holder))));
      }
    }
    return List.copyOf(candidates.values());
  }

  /** A mutex has one holder: where several stand at one place, it has been given back before it. */
  private static Set<Frame> shared(Resource lock) {
    Set<Frame> shared = new HashSet<>();
    if (lock.kind() == ResourceKind.MUTEX) {
      Set<Frame> places = new HashSet<>();
      for (Holder holder : lock.holders()) {
        if (!places.add(holder.at()) || holder.party().cohort().count() > 1) {
          shared.add(holder.at());
        }
      }
    }
    return shared;
  }

  /**
   * Who has started the waiting routines, or was started with them, and waits for their end is held
   * up by them; so is one that stops their object where a reader has the lock, for it would write.
   * That it has the lock would have to be seen.
   */
  private static boolean isVictim(Resource lock, Holder holder, Waiter wait) {
    boolean group = wait.mode() == Mode.WAIT_GROUP;
    boolean joins = group || wait.mode() == Mode.RECEIVE;
    return NilChannel.hasNoCases(wait.party().group())
        || joins
            && holder.basis() == Basis.CONTAINMENT
            && !lock.waiting(Mode.PENDING_WRITE).isEmpty()
            && GroupWait.isStop(wait.party().dialect().outer(wait.at().function()))
        || joins
            && holder.basis().compareTo(Basis.GIVEN) < 0
            && lock.waiters().stream()
                .allMatch(
                    w ->
                        holder.party().hasStarted(w.party())
                            || group && w.party().isPeerOf(wait.party()));
  }

  /** Whether addresses or lines, and not names alone, tell that the holder has the lock. */
  boolean isTold() {
    Mode mode = handing.mode();
    boolean handsOut = mode != Mode.RECEIVE && mode != Mode.WAIT_GROUP;
    return holder.basis().compareTo(Basis.CONTAINMENT) > 0
        || holder.basis() == Basis.CONTAINMENT && handsOut && pool.size() > 1;
  }

  /** What the holder waits for in a call that it makes while it holds the lock. */
  private static Optional<Waiter> wait(WaitForGraph graph, Resource lock, Holder holder) {
    Resource awaited = graph.awaited(holder.party());
    Waiter waiter = graph.waiter(holder.party());
    return awaited == null
            || waiter == null
            || awaited.equals(lock)
            || awaited.isLock()
            || waiter.frame() > holder.frame()
        ? Optional.empty()
        : Optional.of(waiter);
  }

  /** Gives the first that is none of those who would have to serve another one. */
  static Optional<WaitingHolder> first(List<WaitingHolder> candidates) {
    Map<Party, Set<Frame>> serving = new HashMap<>();
    for (WaitingHolder candidate : candidates) {
      List<Waiter> stuck = candidate.pool.stuck();
      Effort.step(stuck.size());
      for (Waiter waiter : stuck) {
        Set<Frame> served = serving.computeIfAbsent(waiter.party(), _ -> new HashSet<>(2));
        if (served.size() < 2) { // one other than its own is enough
          served.add(candidate.holder.at());
        }
      }
    }
    return candidates.stream()
        .filter(
            c ->
                serving.getOrDefault(c.holder.party(), Set.of()).stream()
                    .allMatch(c.holder.at()::equals))
        .findFirst();
  }
}
