package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is a member of a WaitGroup, which no dump says. Goes over the graph once and then looks
 * up: there may be a group for each routine.
 */
final class GroupMembers {

  /** The first call of a goroutine, the compiler's wrapper and the runtime's goexit. */
  private static final int OUTERMOST = 3;

  /** All who wait, in the order of the graph; the maps hold their places here. */
  private final List<Waiter> waiters;

  private final Dialect dialect;

  private final Map<String, List<Integer>> byCreator = new HashMap<>();
  private final Map<String, List<Integer>> byCreatorsType = new HashMap<>();
  private final Map<String, List<Integer>> byOutermostCreator = new HashMap<>();
  private final Map<Long, List<Integer>> byStarter = new HashMap<>();
  private final Map<Long, List<Group>> groupsByStarter = new HashMap<>();
  private final Map<Long, Set<Integer>> byGiven = new HashMap<>();
  private final Map<String, List<Group>> groupsByCreator = new HashMap<>();

  GroupMembers(WaitForGraph graph) {
    this.dialect = graph.dump().runtime();
    this.waiters = graph.resources().stream().flatMap(r -> r.waiters().stream()).toList();
    for (int n = 0; n < waiters.size(); n++) {
      Party party = waiters.get(n).party();
      Frame by = party.group().stack().createdBy();
      if (by != null) {
        String creator = by.function();
        byCreator.computeIfAbsent(creator, _ -> new ArrayList<>(1)).add(n);
        byOutermostCreator.computeIfAbsent(dialect.outer(creator), _ -> new ArrayList<>(1)).add(n);
        byCreatorsType.computeIfAbsent(dialect.type(creator), _ -> new ArrayList<>(1)).add(n);
      }
      for (long starter : Set.copyOf(party.cohort().starters())) {
        byStarter.computeIfAbsent(starter, _ -> new ArrayList<>(1)).add(n);
      }
      for (long value : given(party)) {
        byGiven.computeIfAbsent(value, _ -> new TreeSet<>()).add(n);
      }
    }
    for (Group group : graph.groups()) {
      Frame by = group.stack().createdBy();
      if (by != null) {
        groupsByCreator
            .computeIfAbsent(dialect.outer(by.function()), _ -> new ArrayList<>(1))
            .add(group);
      }
      group.cohorts().stream()
          .flatMap(c -> c.starters().stream())
          .distinct()
          .forEach(s -> groupsByStarter.computeIfAbsent(s, _ -> new ArrayList<>(1)).add(group));
    }
  }

  /** What the call that a goroutine begins with was given: a group, to tell it of its end. */
  private static Set<Long> given(Party party) {
    Set<Long> values = new HashSet<>();
    int frames = party.frames().size();
    for (int i = Math.max(0, frames - OUTERMOST); i < frames; i++) {
      party.givenValues(i).forEach(values::add);
    }
    return values;
  }

  /**
   * Gives the members of the group that somebody waits for, as far as they wait themselves: those
   * that the waiting routine itself has started or that were given the group; where none is known,
   * those that were started by a call that it is in, or by a method of its type; and last by a
   * closure of such a call.
   */
  List<Waiter> of(Waiter waiter) {
    Set<Integer> places = new TreeSet<>();
    waiter.party().numbers().forEach(number -> add(byStarter.get(number), places));
    long group = waiter.party().cohort().address();
    if (group != 0) {
      add(byGiven.get(group), places);
    }
    boolean starts = waiter.party().numbers().stream().anyMatch(groupsByStarter::containsKey);
    if (!starts && others(places, waiter).isEmpty()) {
      calls(waiter).forEach(function -> add(byCreator.get(function), places));
      String type = dialect.type(waiter.at().function());
      if (!type.isEmpty()) {
        add(byCreatorsType.get(type), places);
      }
    }
    if (!starts && others(places, waiter).isEmpty()) {
      calls(waiter).forEach(function -> add(byOutermostCreator.get(function), places));
    }
    return others(places, waiter);
  }

  private List<Waiter> others(Set<Integer> places, Waiter waiter) {
    return places.stream()
        .map(waiters::get)
        .filter(w -> !w.party().equals(waiter.party()))
        .toList();
  }

  /**
   * Who was started beside it, and waits to be told something: the best guess where none is a
   * member.
   */
  List<Waiter> listeningPeers(Waiter waiter) {
    Frame by = waiter.party().group().stack().createdBy();
    if (by == null) {
      return List.of();
    }
    Set<Integer> places = new TreeSet<>();
    add(byOutermostCreator.get(dialect.outer(by.function())), places);
    return places.stream()
        .map(waiters::get)
        .filter(w -> w.mode() == Mode.RECEIVE || w.mode() == Mode.SELECT)
        .toList();
  }

  /**
   * Gives all routines, waiting or not, that the waiting one has started; where that is not
   * printed, that a call which it is in has started.
   */
  Stream<Group> startedBy(Waiter waiter) {
    List<Group> own =
        waiter.party().numbers().stream()
            .flatMap(number -> groupsByStarter.getOrDefault(number, List.of()).stream())
            .toList();
    Effort.step(own.size());
    if (!own.isEmpty()) {
      return own.stream();
    }
    return calls(waiter).stream()
        .flatMap(function -> groupsByCreator.getOrDefault(function, List.of()).stream())
        .peek(_ -> Effort.step(1));
  }

  private static Set<String> calls(Waiter waiter) {
    List<Frame> frames = waiter.party().frames();
    Effort.step(frames.size());
    Set<String> functions = new HashSet<>();
    frames.subList(waiter.frame(), frames.size()).forEach(f -> functions.add(f.function()));
    return functions;
  }

  private static void add(@Nullable Collection<Integer> found, Set<Integer> places) {
    if (found != null) {
      Effort.step(found.size());
      places.addAll(found);
    }
  }
}
