package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.GoNames;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;

/**
 * The workers behind a call that hands work out, recognised by the type whose method waits: its
 * workers run, or were started by, methods of the same type.
 *
 * @param name for sentences
 * @param blocked workers that wait for the lock
 * @param size all workers
 * @param free workers that do not wait for the lock
 */
record Pool(String name, List<Waiter> blocked, int size, int free) {

  /**
   * At least so many of a hundred workers must wait for the lock: the others are on their way to
   * it.
   */
  private static final int MOST = 90;

  /** Whether anybody is left to take work. */
  enum State {
    /** There is no pool behind the call. */
    NONE,
    SOME_FREE,
    ALL_BLOCKED
  }

  static Pool behind(WaitForGraph graph, Waiter handingOut, Resource lock) {
    String type = GoNames.type(handingOut.at().function());
    if (type.isEmpty() || GoNames.isClosure(handingOut.at().function())) {
      return new Pool("", List.of(), 0, 0);
    }
    List<Waiter> blocked =
        lock.waiters().stream().filter(w -> isWorker(w.party().group(), type)).toList();
    int size =
        graph.dump().groups().stream().filter(g -> isWorker(g, type)).mapToInt(Group::count).sum();
    int waiting = blocked.stream().mapToInt(w -> w.party().cohort().count()).sum();
    return new Pool("the pool " + GoNames.shortType(type), blocked, size, size - waiting);
  }

  int blockedCount() {
    return size - free;
  }

  State state() {
    if (blocked.isEmpty()) {
      return State.NONE;
    }
    return blockedCount() * 100L >= (long) MOST * size ? State.ALL_BLOCKED : State.SOME_FREE;
  }

  /** Its outermost calls are the pool's, or a method of the pool has started it. */
  private static boolean isWorker(Group group, String type) {
    Frame createdBy = group.stack().createdBy();
    if (createdBy != null && GoNames.type(createdBy.function()).equals(type)) {
      return true;
    }
    List<Frame> frames = group.stack().frames();
    Frame outermost = frames.isEmpty() ? null : frames.getLast();
    return outermost != null && GoNames.type(outermost.function()).equals(type);
  }
}
