package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which platform threads own what virtual threads wait for. */
final class Owners {
  private final Names names;
  private final Map<String, Sighting> inFile;
  private final Set<LockRef> ofVirtual = new HashSet<>();

  /**
   * Knows none yet.
   *
   * @param virtual virtual threads, their locks by address as far as that is told
   */
  Owners(Names names, Map<String, Sighting> inFile, List<Group> virtual) {
    this.names = names;
    this.inFile = inFile;
    uses(virtual).forEach(u -> ofVirtual.add(u.lock()));
  }

  /**
   * Gives platform threads with the locks that the file says they own. What one that has moved has
   * to do with virtual threads was true at another moment than what the file tells: it is left out.
   */
  Group complete(Group group) {
    return Joined.with(
        group, group.state(), Sighting.of(group).stream().map(this::complete).toList());
  }

  private Cohort complete(Sighting here) {
    Cohort cohort = here.cohort();
    List<Sighting> there = cohort.ids().stream().map(inFile::get).filter(Objects::nonNull).toList();
    if (there.stream().anyMatch(s -> !here.isWhere(s))) {
      List<LockUse> own =
          cohort.uses().stream().filter(u -> !ofVirtual.contains(u.lock())).toList();
      return cohort.withUses(own);
    }
    if (cohort.count() != 1 || there.size() != 1 || there.getFirst().cohort().count() != 1) {
      return cohort;
    }
    List<LockUse> uses = new ArrayList<>(cohort.uses());
    names.renamed(there.getFirst().cohort()).uses().stream()
        .filter(u -> u.how() == How.OWNS && !uses.contains(u))
        .forEach(uses::add);
    return cohort.withUses(uses);
  }

  /**
   * Up to JDK 26 the file names no owners, and a lock that only virtual threads wait for has no
   * address. Where they wait for one such lock of a class, and Thread.print lists one of that class
   * that no platform thread waits for, that may be it.
   */
  List<Group> completeByExclusion(List<Group> all) {
    Map<String, Set<LockRef>> wanted = new TreeMap<>();
    Map<String, Set<LockRef>> owned = new TreeMap<>();
    Set<LockRef> known = new HashSet<>();
    uses(all)
        .forEach(
            u -> {
              boolean hash = u.lock().address().startsWith("@");
              if (u.how() == How.OWNS && hash || u.how() != How.OWNS && !hash) {
                known.add(u.lock());
              }
              if (u.how() == How.PARKING && hash) {
                wanted.computeIfAbsent(u.lock().type(), _ -> new HashSet<>()).add(u.lock());
              } else if (u.how() == How.OWNS && !hash && !names.isNamed(u.lock())) {
                owned.computeIfAbsent(u.lock().type(), _ -> new HashSet<>()).add(u.lock());
              }
            });
    Map<LockRef, LockRef> may = new TreeMap<>();
    owned.forEach(
        (type, locks) -> {
          locks.removeAll(known);
          Set<LockRef> hashes = wanted.getOrDefault(type, Set.of());
          if (locks.size() == 1 && hashes.size() == 1 && !known.containsAll(hashes)) {
            may.put(locks.iterator().next(), hashes.iterator().next());
          }
        });
    return may.isEmpty() ? all : all.stream().map(g -> mayOwn(g, may)).toList();
  }

  private static Group mayOwn(Group group, Map<LockRef, LockRef> may) {
    return Joined.with(
        group, group.state(), group.cohorts().stream().map(c -> mayOwn(c, may)).toList());
  }

  private static Cohort mayOwn(Cohort cohort, Map<LockRef, LockRef> may) {
    List<LockUse> uses = new ArrayList<>(cohort.uses());
    for (LockUse use : cohort.uses()) {
      LockRef hash = use.how() == How.OWNS ? may.get(use.lock()) : null;
      if (hash != null) {
        uses.add(new LockUse(hash, How.MAY_OWN, -1));
      }
    }
    return cohort.withUses(uses);
  }

  private static Stream<LockUse> uses(List<Group> groups) {
    return groups.stream().flatMap(g -> g.cohorts().stream()).flatMap(c -> c.uses().stream());
  }
}
