package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Locks that are waited for, as dumps print them that name locks. */
final class WantedLocks {
  private static final Set<How> HOLDS = EnumSet.of(How.LOCKED, How.OWNS, How.MAY_OWN);

  private WantedLocks() {}

  /** Gives the printed locks that threads wait for which have something to do. */
  static Set<LockRef> of(Dump dump) {
    return dump.groups().stream()
        .filter(g -> !g.idle())
        .flatMap(g -> g.cohorts().stream())
        .flatMap(c -> c.uses().stream())
        .filter(u -> u.how() == How.WAITING_TO_LOCK || u.how() == How.PARKING)
        .map(LockUse::lock)
        .collect(Collectors.toSet());
  }

  /** An event loop or a consumer without work still matters to who waits for a lock of its. */
  static boolean isHeldBy(Group group, Set<LockRef> wanted) {
    return group.cohorts().stream()
        .flatMap(c -> c.uses().stream())
        .anyMatch(u -> HOLDS.contains(u.how()) && wanted.contains(u.lock()));
  }

  /** Gives the ids of those who hold what others wait for, where memory says so. */
  static Set<String> holders(Dump dump) {
    return dump.words().stream()
        .filter(word -> word.held().told() && word.isWanted() && !word.type().equals("WaitGroup"))
        .flatMap(word -> word.held().by().stream())
        .map(LockWord.Hold::id)
        .collect(Collectors.toSet());
  }

  /** Gives those of a group who are such holders. */
  static List<Cohort> of(Group group, Set<String> holders) {
    return holders.isEmpty()
        ? List.of()
        : group.cohorts().stream()
            .filter(c -> c.count() == 1 && c.ids().stream().anyMatch(holders::contains))
            .toList();
  }
}
