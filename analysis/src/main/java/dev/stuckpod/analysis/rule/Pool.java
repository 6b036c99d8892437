package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.GoNames;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The workers behind a call that hands work out.
 *
 * @param name for sentences
 * @param basis why these are its workers, for evidence
 * @param size all workers
 * @param blocked workers that wait for the lock
 * @param queued workers that send to a channel whose receiver waits for the lock, as it seems
 * @param handing how many hold the lock and wait for a free worker themselves
 */
record Pool(
    String name, String basis, int size, List<Waiter> blocked, List<Waiter> queued, int handing) {

  /** At least so many of a hundred workers must be unable to go on: the others are on their way. */
  private static final long MOST = 90;

  private static final Pool NONE = new Pool("", "", 0, List.of(), List.of(), 0);

  /** Whether anybody is left to take work. */
  enum State {
    /** There is no pool behind the call. */
    NONE,
    SOME_FREE,
    /** All workers wait, and by addresses it is the lock that nearly all of them wait for. */
    ALL_BLOCKED,
    /** All workers wait, many of them for somebody who seems to wait for the lock. */
    ALL_STUCK
  }

  /** Finds those workers by the best link there is between them and the call. */
  static Pool behind(WaitForGraph graph, Waiter handingOut, Holder holder, Resource lock) {
    for (WorkerLink link : WorkerLink.of(handingOut, holder)) {
      Pool pool = of(graph, link, holder, lock);
      if (pool.state() != State.NONE) {
        return pool;
      }
    }
    return NONE;
  }

  private static Pool of(WaitForGraph graph, WorkerLink link, Holder holder, Resource lock) {
    List<Waiter> blocked =
        lock.waiters().stream().filter(w -> link.isWorker(w.party().group())).toList();
    List<Waiter> queued =
        graph.resources().stream()
            .flatMap(channel -> channel.waiters().stream())
            .filter(w -> w.mode() == Mode.SEND && link.isWorker(w.party().group()))
            .filter(w -> hasReceiverBehind(lock, w, link))
            .toList();
    Set<WorkerLink.Root> roots =
        Stream.concat(blocked.stream(), queued.stream())
            .map(w -> WorkerLink.Root.of(w.party().group()))
            .collect(Collectors.toSet());
    int size =
        graph.groups().stream()
            .filter(link::isWorker)
            .filter(g -> roots.contains(WorkerLink.Root.of(g))) // housekeeping is no worker
            .mapToInt(Group::count)
            .sum();
    int handing =
        lock.holders().stream()
            .filter(h -> h.at().equals(holder.at()))
            .map(Holder::party)
            .distinct()
            .filter(p -> graph.awaited(p) != null && link.isWorker(p.group()))
            .filter(p -> blocked.stream().noneMatch(w -> w.party().equals(p)))
            .mapToInt(p -> p.cohort().count())
            .sum();
    return new Pool(link.name(), link.basis(), size, blocked, queued, handing);
  }

  /**
   * Whether a routine that may be the sender's receiver waits for the lock: it begins in a method
   * of the type whose method sends. Who receives from a channel, a dump does not say.
   */
  private static boolean hasReceiverBehind(Resource lock, Waiter sender, WorkerLink link) {
    String type = GoNames.type(GoNames.outer(sender.at().function()));
    return !type.isEmpty()
        && lock.waiters().stream()
            .map(w -> w.party().group())
            .filter(group -> !link.isWorker(group))
            .anyMatch(group -> GoNames.type(WorkerLink.Root.of(group).outermost()).equals(type));
  }

  /** How many wait for the lock. */
  int waiting() {
    return count(blocked);
  }

  private static int count(List<Waiter> waiters) {
    return waiters.stream().mapToInt(w -> w.party().cohort().count()).sum();
  }

  /** Those who cannot go on, the surest first. */
  List<Waiter> stuck() {
    return Stream.concat(blocked.stream(), queued.stream()).toList();
  }

  State state() {
    int sure = waiting() + handing;
    if (stuck().isEmpty()) {
      return State.NONE;
    }
    if (sure * 100L >= MOST * size) {
      return State.ALL_BLOCKED;
    }
    return (sure + count(queued)) * 100L >= MOST * size ? State.ALL_STUCK : State.SOME_FREE;
  }
}
