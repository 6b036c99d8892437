package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.model.Carriage;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Joins what Thread.print tells of platform threads, with addresses, owners and CPU time, with the
 * virtual threads and their carriers of a dump to a file that was taken right behind it. The two
 * are moments apart: who has moved in between ties nothing together.
 */
public final class Joined {
  /** Threads of one place and kind tell the same: some are asked. */
  private static final int FEW = 8;

  private final Dump printed;
  private final Dump filed;
  private final Names names = new Names();
  private final Map<String, Sighting> inFile;
  private final List<Group> carrying;
  private final Map<Place, List<Sighting>> onCarriers;

  private Joined(Dump printed, Dump filed) {
    this.printed = printed;
    this.filed = filed;
    this.inFile = Sighting.byId(filed);
    this.carrying = printed.groups().stream().filter(g -> carriage(g).isCarrier()).toList();
    this.onCarriers = Sighting.byPlace(carrying, FEW);
  }

  /** Gives one dump; of a file without any thread only that it says nothing. */
  public static Dump of(Dump printed, Dump filed) {
    List<String> problems = new ArrayList<>(printed.problems());
    filed.problems().forEach(p -> problems.add("Thread.dump_to_file: " + p));
    boolean complete = printed.complete() && filed.complete();
    return filed.routines() == 0
        ? printed.with(complete, problems)
        : new Joined(printed, filed).join(complete, problems);
  }

  private Dump join(boolean complete, List<String> problems) {
    learn();
    // of a file that ends early the carriers are missing, which come last
    boolean carriers = filed.complete();
    List<Group> virtual =
        filed.groups().stream().filter(g -> isTaken(g, carriers)).map(this::ofFile).toList();
    Owners owners = new Owners(names, inFile, virtual);
    List<Group> platform =
        printed.groups().stream()
            .filter(g -> !carriers || !carriage(g).isCarrier())
            .map(owners::complete)
            .toList();
    List<Group> all =
        Stream.concat(platform.stream(), virtual.stream())
            .sorted(Comparator.comparingInt((Group g) -> -g.count()))
            .toList();
    Map<String, Integer> states = new TreeMap<>(printed.states());
    if (carriers) {
      carrying.forEach(g -> states.merge(g.state(), -g.count(), Joined::sum));
    }
    virtual.forEach(g -> states.merge(g.state(), g.count(), Joined::sum));
    return new Dump(
        printed.runtime(),
        printed.version(),
        owners.completeByExclusion(all),
        printed.routines() + count(virtual) - (carriers ? count(carrying) : 0),
        mostFirst(states),
        complete,
        problems,
        printed.cpu(),
        printed.watched(),
        printed.asleep(),
        printed.deadlocks());
  }

  private void learn() {
    for (Group group : printed.groups()) {
      for (Sighting here : Sighting.of(group)) {
        for (String id : here.cohort().ids().stream().limit(FEW).toList()) {
          Sighting there = inFile.get(id);
          if (there != null && here.isWhere(there)) {
            names.learn(here, there);
          }
        }
      }
    }
    // by their ids carriers are known, not those on top of them
    for (Group group : filed.groups()) {
      if (carriage(group) == Carriage.CARRIED) {
        for (Sighting there : Sighting.of(group)) {
          onCarriers.getOrDefault(there.place(), List.of()).forEach(h -> names.learn(h, there));
        }
      }
    }
  }

  private static Carriage carriage(Group group) {
    return HotSpotDialect.HOTSPOT.carriage(group);
  }

  private static boolean isTaken(Group group, boolean carriers) {
    Carriage carriage = carriage(group);
    return carriage == Carriage.OWN || carriage == Carriage.STRANDED
        ? Virtual.isVirtual(group.state(), group.stack().frames())
        : carriers;
  }

  private Group ofFile(Group group) {
    List<Cohort> cohorts = group.cohorts().stream().map(names::renamed).toList();
    Group renamed = with(group, group.state(), cohorts);
    return carriage(group) == Carriage.CARRIED ? Mounted.complete(renamed, onCarriers) : renamed;
  }

  static Group with(Group g, String state, List<Cohort> cohorts) {
    return new Group(
        g.dialect(), g.stack(), state, g.count(), g.waitMinutes(), g.ids(), cohorts, g.idle());
  }

  private static int count(List<Group> groups) {
    return groups.stream().mapToInt(Group::count).reduce(0, Joined::sum);
  }

  /** Both are counts of a dump, which may say what it likes. */
  private static int sum(int a, int b) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (long) a + b));
  }

  private static Map<String, Integer> mostFirst(Map<String, Integer> states) {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    states.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }
}
