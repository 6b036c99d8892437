package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.golang.dialect.GoNames;
import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the parties that may have to do with a lock by the names and addresses in their stacks,
 * without going over all of them for each lock.
 */
final class PartyIndex {
  /** An address in the stack of a party. */
  private record Seen(long address, int party) {}

  /** The parties of one group, one after the other. */
  private record Members(int from, int to) {}

  private final List<Party> parties;
  private final TreeMap<String, List<Members>> byFunction = new TreeMap<>();
  private final Map<String, List<String>> byOuter = new HashMap<>();
  private final List<Seen> objects = new ArrayList<>();
  private final List<Seen> given = new ArrayList<>();

  /** Takes parties, those of one group side by side. */
  PartyIndex(List<Party> parties) {
    this.parties = parties;
    int first = 0;
    for (int n = 0; n < parties.size(); n++) {
      addresses(n, parties.get(n));
      if (n + 1 == parties.size() || isOther(parties.get(n + 1), parties.get(n))) {
        functions(parties.get(n).group(), new Members(first, n + 1));
        first = n + 1;
      }
    }
    byFunction
        .keySet()
        .forEach(f -> byOuter.computeIfAbsent(GoNames.outer(f), _ -> new ArrayList<>()).add(f));
    objects.sort(Comparator.comparingLong(Seen::address));
    given.sort(Comparator.comparingLong(Seen::address));
  }

  @SuppressWarnings("ReferenceEquality") // two groups may look the same
  private static boolean isOther(Party one, Party other) {
    return one.group() != other.group();
  }

  private void functions(Group group, Members members) {
    for (Frame frame : group.stack().frames()) {
      List<Members> known = byFunction.computeIfAbsent(frame.function(), _ -> new ArrayList<>(1));
      if (known.isEmpty() || !known.getLast().equals(members)) {
        known.add(members);
      }
    }
  }

  private void addresses(int number, Party party) {
    int frames = party.group().stack().frames().size();
    for (int i = 0; i < frames; i++) {
      long object = party.live(i);
      if (object != 0) {
        objects.add(new Seen(object, number));
      }
      if (!party.cohort().samples().isEmpty()) {
        party
            .cohort()
            .samples()
            .getFirst()
            .further(i)
            .forEach(value -> given.add(new Seen(value, number)));
      }
    }
  }

  /**
   * Gives parties in the order of the graph: with a call in a function or of a type, with a live
   * object that may contain the lock or is its owner, or that were given one of the two.
   *
   * @param functions names of functions without their closures
   */
  List<Party> related(Set<String> functions, GoOwner owner, long lock) {
    Set<Integer> numbers = new TreeSet<>();
    for (String outer : functions) {
      for (String function : byOuter.getOrDefault(outer, List.of())) {
        byFunction.getOrDefault(function, List.of()).forEach(m -> add(m, numbers));
      }
    }
    if (!owner.type().isEmpty()) {
      for (var entry : byFunction.tailMap(owner.type()).entrySet()) {
        if (!entry.getKey().startsWith(owner.type())) {
          break;
        }
        entry.getValue().forEach(m -> add(m, numbers));
      }
    }
    long from = lock - GoOwner.REACH + 1;
    add(objects, from > lock ? Long.MIN_VALUE : from, lock, numbers);
    if (lock != 0) {
      add(given, lock, lock, numbers);
    }
    if (owner.address() != 0) {
      add(objects, owner.address(), owner.address(), numbers);
      add(given, owner.address(), owner.address(), numbers);
    }
    return numbers.stream().map(parties::get).toList();
  }

  private static void add(Members members, Set<Integer> numbers) {
    Effort.step(members.to() - members.from());
    for (int n = members.from(); n < members.to(); n++) {
      numbers.add(n);
    }
  }

  private static void add(List<Seen> sorted, long from, long to, Set<Integer> numbers) {
    int at =
        Collections.binarySearch(
            sorted, new Seen(from, 0), Comparator.comparingLong(Seen::address));
    int i = at < 0 ? -at - 1 : at;
    while (i > 0 && sorted.get(i - 1).address() == from) {
      i--;
    }
    for (; i < sorted.size() && sorted.get(i).address() <= to; i++) {
      Effort.step(1);
      numbers.add(sorted.get(i).party());
    }
  }
}
