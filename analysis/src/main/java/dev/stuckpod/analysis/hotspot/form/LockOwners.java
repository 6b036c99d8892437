package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Owners of synchronizers that are named elsewhere than at the owner. */
final class LockOwners {
  private static final int MOST = 1_000;
  private static final String NUMBER = " #";

  /** Per lock what its owner's id begins or ends with: {@code "main"}, or {@code #1}. */
  private final Map<LockRef, String> owners = new LinkedHashMap<>();

  /** Takes the quoted name of a lock's owner. */
  void add(LockRef lock, String name) {
    if (owners.size() < MOST) {
      owners.put(lock, name);
    }
  }

  /** Takes the number of a thread. */
  void add(LockRef lock, long thread) {
    add(lock, NUMBER.substring(1) + thread);
  }

  /** Adds the owners to the threads; an id that several threads have says nothing. */
  List<Group> complete(List<Group> groups) {
    Map<String, List<Cohort>> byOwner = byOwner(groups);
    IdentityHashMap<Cohort, List<LockUse>> owned = new IdentityHashMap<>();
    owners.forEach(
        (lock, owner) -> {
          List<Cohort> named = byOwner.getOrDefault(owner, List.of());
          LockUse owns = new LockUse(lock, How.OWNS, -1);
          if (named.size() == 1
              && named.getFirst().count() == 1
              && named.getFirst().uses().stream().noneMatch(u -> isHeld(lock, u))) {
            owned.computeIfAbsent(named.getFirst(), _ -> new ArrayList<>()).add(owns);
          }
        });
    return owned.isEmpty() ? groups : groups.stream().map(g -> with(g, owned)).toList();
  }

  private static boolean isHeld(LockRef lock, LockUse use) {
    return use.lock().equals(lock) && (use.how() == How.OWNS || use.how() == How.LOCKED);
  }

  /** Gives who has an id that is asked for, each once. */
  private Map<String, List<Cohort>> byOwner(List<Group> groups) {
    Set<String> asked = new HashSet<>(owners.values());
    Map<String, List<Cohort>> byOwner = new HashMap<>();
    for (Group group : asked.isEmpty() ? List.<Group>of() : groups) {
      for (Cohort cohort : group.cohorts()) {
        Set<String> names = new HashSet<>();
        for (String id : cohort.ids()) {
          int number = id.lastIndexOf(NUMBER);
          names.add(number < 0 ? id : id.substring(0, number));
          names.add(number < 0 ? id : id.substring(number + 1));
        }
        names.retainAll(asked);
        names.forEach(n -> byOwner.computeIfAbsent(n, _ -> new ArrayList<>(1)).add(cohort));
      }
    }
    return byOwner;
  }

  private static Group with(Group g, IdentityHashMap<Cohort, List<LockUse>> owned) {
    if (g.cohorts().stream().noneMatch(owned::containsKey)) {
      return g;
    }
    List<Cohort> cohorts =
        g.cohorts().stream().map(c -> with(c, owned.getOrDefault(c, List.of()))).toList();
    return new Group(
        g.dialect(), g.stack(), g.state(), g.count(), g.waitMinutes(), g.ids(), cohorts, g.idle());
  }

  private static Cohort with(Cohort c, List<LockUse> owned) {
    List<LockUse> uses = new ArrayList<>(c.uses());
    uses.addAll(owned);
    return owned.isEmpty() ? c : c.withUses(uses);
  }
}
