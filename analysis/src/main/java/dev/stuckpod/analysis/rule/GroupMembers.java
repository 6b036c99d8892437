package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.GoNames;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells who is a member of a WaitGroup, which no dump says. */
final class GroupMembers {

  /** The first call of a goroutine, the compiler's wrapper and the runtime's goexit. */
  private static final int OUTERMOST = 3;

  private GroupMembers() {}

  /** Gives the members of the group that somebody waits for, as far as they wait themselves. */
  static List<Waiter> of(WaitForGraph graph, Waiter waiter) {
    return graph.resources().stream()
        .flatMap(r -> r.waiters().stream())
        .filter(w -> !w.party().equals(waiter.party()) && isMember(w.party(), waiter))
        .toList();
  }

  /**
   * Started by a call that the waiting routine is in, by a method of the waiting one's type, or
   * with the group.
   */
  private static boolean isMember(Party party, Waiter waiter) {
    String type = GoNames.type(waiter.at().function());
    WorkerLink.Root root = WorkerLink.Root.of(party.group());
    return isStartedBy(party.group().stack().createdBy(), waiter)
        || !type.isEmpty() && GoNames.type(root.createdBy()).equals(type)
        || isGiven(party, waiter.party().cohort().address());
  }

  /**
   * Who was started beside it, and waits to be told something: the best guess where none is a
   * member.
   */
  static List<Waiter> listeningPeers(WaitForGraph graph, Waiter waiter) {
    return graph.resources().stream()
        .flatMap(r -> r.waiters().stream())
        .filter(w -> w.mode() == Mode.RECEIVE || w.mode() == Mode.SELECT)
        .filter(w -> w.party().isPeerOf(waiter.party()))
        .toList();
  }

  /** The call that a goroutine begins with was given the group, to tell it of its end. */
  private static boolean isGiven(Party party, long group) {
    List<Frame> frames = party.frames();
    return group != 0
        && IntStream.range(Math.max(0, frames.size() - OUTERMOST), frames.size())
            .anyMatch(i -> party.isGiven(i, group));
  }

  static boolean isStartedBy(@Nullable Frame creator, Waiter waiter) {
    return creator != null
        && waiter.party().frames().stream()
            .skip(waiter.frame())
            .anyMatch(f -> f.function().equals(GoNames.outer(creator.function())));
  }
}
