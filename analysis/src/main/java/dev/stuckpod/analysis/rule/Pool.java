package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The workers behind a call that hands work out.
 *
 * @param name for sentences
 * @param basis why these are its workers, for evidence
 * @param blocked workers that wait for the lock
 * @param size all workers
 * @param waiting how many wait for the lock
 * @param handing how many hold the lock and wait for a free worker themselves
 */
record Pool(String name, String basis, List<Waiter> blocked, int size, int waiting, int handing) {

  /** At least so many of a hundred workers must be unable to go on: the others are on their way. */
  private static final int MOST = 90;

  private static final Pool NONE = new Pool("", "", List.of(), 0, 0, 0);

  /** Whether anybody is left to take work. */
  enum State {
    /** There is no pool behind the call. */
    NONE,
    SOME_FREE,
    ALL_BLOCKED
  }

  /** Finds those workers by the best link there is between them and the call. */
  static Pool behind(WaitForGraph graph, Waiter handingOut, Holder holder, Resource lock) {
    for (WorkerLink link : WorkerLink.of(handingOut, holder)) {
      Pool pool = of(graph, link, lock);
      if (pool.waiting > 0) {
        return pool;
      }
    }
    return NONE;
  }

  private static Pool of(WaitForGraph graph, WorkerLink link, Resource lock) {
    List<Waiter> blocked =
        lock.waiters().stream().filter(w -> link.isWorker(w.party().group())).toList();
    Set<WorkerLink.Root> roots =
        blocked.stream()
            .map(w -> WorkerLink.Root.of(w.party().group()))
            .collect(Collectors.toSet());
    int size =
        graph.dump().groups().stream()
            .filter(link::isWorker)
            .filter(
                g -> roots.contains(WorkerLink.Root.of(g))) // a pool's housekeeping is no worker
            .mapToInt(Group::count)
            .sum();
    int waiting = blocked.stream().mapToInt(w -> w.party().cohort().count()).sum();
    int handing =
        lock.holders().stream()
            .map(Holder::party)
            .distinct()
            .filter(p -> graph.waitsFor(p) >= 0 && link.isWorker(p.group()))
            .filter(p -> blocked.stream().noneMatch(w -> w.party().equals(p)))
            .mapToInt(p -> p.cohort().count())
            .sum();
    return new Pool(link.name(), link.basis(), blocked, size, waiting, handing);
  }

  State state() {
    if (blocked.isEmpty()) {
      return State.NONE;
    }
    return (waiting + handing) * 100L >= (long) MOST * size ? State.ALL_BLOCKED : State.SOME_FREE;
  }
}
