package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.LockWord.Hold;
import dev.stuckpod.analysis.model.LockWord.Sure;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Members of a WaitGroup by what memory says: whose code is to call Done, and has not. One of them
 * that is stuck is enough to keep the counter up.
 */
final class Owed {
  private Owed() {}

  /** Gives those of some routines that are to call Done. */
  static List<Waiter> by(Resource group, List<Waiter> members) {
    if (group.stated() == null || group.stated().word().held().nobody() != null) {
      return List.of();
    }
    Set<String> ids =
        group.stated().word().held().by().stream()
            .filter(hold -> hold.sure() != Sure.SUSPECTED)
            .map(Hold::id)
            .collect(Collectors.toSet());
    return members.stream()
        .filter(w -> !ids.isEmpty() && w.party().cohort().ids().stream().anyMatch(ids::contains))
        .toList();
  }

  /**
   * Gives the finding that a group's members do not end, as sure as memory makes it: they are to
   * call Done, and wait for the group themselves, or where nobody else is left.
   */
  static Finding judge(
      WaitForGraph graph,
      Kin kin,
      Resource group,
      Waiter waiter,
      List<Waiter> members,
      Finding finding) {
    List<Waiter> owing = by(group, members);
    if (owing.isEmpty()) {
      return finding;
    }
    List<Party> stuck = owing.stream().map(Waiter::party).toList();
    Finding told =
        finding.seen(
            "memory: the counter is %d; goroutine %s is to call Done%s"
                .formatted(
                    group.stated() == null ? 0 : group.stated().word().holders(),
                    stuck.getFirst().cohort().ids().getFirst(),
                    stuck.size() == 1 ? "" : ", and %d others".formatted(stuck.size() - 1)));
    Optional<Party> own =
        owing.stream()
            .filter(w -> group.waiters().contains(w))
            .map(Waiter::party)
            .filter(p -> Facts.stand(graph, List.of(p, waiter.party())))
            .findFirst();
    return Facts.stated(
        told,
        own.map(p -> Facts.seen(graph, List.of(p, waiter.party())))
            .or(() -> kin.alone(all(members), List.of(waiter.party()))));
  }

  private static List<Party> all(List<Waiter> members) {
    return members.stream().map(Waiter::party).toList();
  }
}
