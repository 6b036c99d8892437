package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockRef;
import dev.stuckpod.analysis.model.LockUse;
import dev.stuckpod.analysis.model.LockUse.How;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Owners of synchronizers that are named elsewhere than at the owner. */
final class LockOwners {
  private static final int MOST = 1_000;

  private final Map<LockRef, Predicate<String>> owners = new LinkedHashMap<>();

  /** Takes a lock and a test for its owner's id. */
  void add(LockRef lock, Predicate<String> owner) {
    if (owners.size() < MOST) {
      owners.put(lock, owner);
    }
  }

  /** Takes the number of a thread. */
  void add(LockRef lock, long thread) {
    add(lock, id -> id.endsWith(" #" + thread));
  }

  /** Adds the owners to the threads; an id that several threads have says nothing. */
  List<Group> complete(List<Group> groups) {
    List<Group> completed = groups;
    for (Map.Entry<LockRef, Predicate<String>> owner : owners.entrySet()) {
      LockUse owns = new LockUse(owner.getKey(), How.OWNS, -1);
      List<Cohort> named =
          completed.stream()
              .flatMap(g -> g.cohorts().stream())
              .filter(c -> c.ids().stream().anyMatch(owner.getValue()))
              .toList();
      if (named.size() == 1
          && named.getFirst().count() == 1
          && !named.getFirst().uses().contains(owns)) {
        completed = completed.stream().map(g -> with(g, named.getFirst(), owns)).toList();
      }
    }
    return completed;
  }

  private static Group with(Group g, Cohort owner, LockUse owns) {
    if (!g.cohorts().contains(owner)) {
      return g;
    }
    List<Cohort> cohorts =
        g.cohorts().stream().map(c -> c.equals(owner) ? with(c, owns) : c).toList();
    return new Group(g.stack(), g.state(), g.count(), g.waitMinutes(), g.ids(), cohorts, g.idle());
  }

  private static Cohort with(Cohort c, LockUse owns) {
    List<LockUse> uses = new ArrayList<>(c.uses());
    uses.add(owns);
    return c.withUses(uses);
  }
}
