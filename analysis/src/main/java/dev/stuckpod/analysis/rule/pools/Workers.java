package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.ChannelUse.Way;
import dev.stuckpod.analysis.rule.pools.WorkerLink.Root;
import dev.stuckpod.analysis.rule.pools.WorkerLink.Who;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the workers behind calls that hand work out. Goes over the graph once and then looks up:
 * there may be such a call for each routine.
 */
final class Workers {
  /** One who sends, and where in the order of the graph. */
  record Sender(int number, Waiter waiter) {}

  /**
   * The workers that one link leads to.
   *
   * @param members all of them; each group is one object, whoever has it
   * @param sizes how many routines begin in one place
   * @param senders those of them who send, by the type whose method sends
   */
  record Crew(Set<Group> members, Map<Root, Integer> sizes, Map<String, List<Sender>> senders) {}

  private final Dialect dialect;
  private final IdentityHashMap<Group, Root> roots = new IdentityHashMap<>();
  private final Map<String, Set<Group>> byType = new HashMap<>();
  private final Map<String, Set<Group>> byPackage = new HashMap<>();
  private final Map<String, Set<Group>> byCreator = new HashMap<>();
  private final Map<String, Set<Group>> byOutermostCreator = new HashMap<>();
  private final Map<Long, Set<Group>> byStarter = new HashMap<>();
  private final Map<Long, Set<Group>> byChannel = new HashMap<>();
  private final IdentityHashMap<Group, List<Sender>> senders = new IdentityHashMap<>();
  private final Map<Who, Crew> crews = new HashMap<>();

  Workers(WaitForGraph graph) {
    this.dialect = graph.dump().runtime();
    for (Group group : graph.groups()) {
      Root root = Root.of(group);
      roots.put(group, root);
      for (String function : List.of(root.outermost(), root.createdBy())) {
        add(byType, dialect.type(function), group);
        add(byPackage, dialect.packageOf(function), group);
      }
      Frame by = group.stack().createdBy();
      if (by != null) {
        add(byCreator, by.function(), group);
        add(byOutermostCreator, dialect.outer(by.function()), group);
        starters(group);
      }
      group.cohorts().forEach(cohort -> channels(group, cohort));
    }
    int number = 0;
    for (Resource resource : graph.resources()) {
      for (Waiter waiter : resource.waiters()) {
        if (waiter.mode() == Mode.SEND) {
          senders
              .computeIfAbsent(waiter.party().group(), _ -> new ArrayList<>(1))
              .add(new Sender(number++, waiter));
        }
      }
    }
  }

  /** Where a group begins. */
  Root root(Group group) {
    return roots.computeIfAbsent(group, Root::of);
  }

  /** Gives the workers that a link leads to. */
  Crew crew(WorkerLink link) {
    Crew known = crews.get(link.workers());
    if (known != null) {
      return known;
    }
    Crew crew = crewOf(members(link.workers()));
    crews.put(link.workers(), crew);
    return crew;
  }

  private Set<Group> members(Who who) {
    return switch (who) {
      case Who.OfType(String type) -> byType.getOrDefault(type, Set.of());
      case Who.OfOwnType(String type) -> {
        Set<Group> own = identities();
        byType.getOrDefault(type, Set.of()).stream()
            .filter(group -> !waitsAtItsRoot(group))
            .forEach(own::add);
        yield own;
      }
      case Who.OfPackage(String name) -> byPackage.getOrDefault(name, Set.of());
      case Who.Given(long channel) -> byChannel.getOrDefault(channel, Set.of());
      case Who.StartedBy(Set<String> functions) -> all(byCreator, functions);
      case Who.StartedWithin(Set<String> functions) -> all(byOutermostCreator, functions);
      case Who.StartedByRoutine(Set<Long> numbers) -> all(byStarter, numbers);
    };
  }

  private static <K> Set<Group> all(Map<K, Set<Group>> groups, Set<K> keys) {
    Set<Group> all = identities();
    for (K key : keys) {
      Set<Group> found = groups.getOrDefault(key, Set.of());
      Effort.step(found.size());
      all.addAll(found);
    }
    return all;
  }

  /** Notes who has started a group, if the dump says it was one routine that has started all. */
  private void starters(Group group) {
    Set<Long> starters = new HashSet<>();
    for (Cohort cohort : group.cohorts()) {
      Effort.step(cohort.starters().size());
      starters.addAll(cohort.tellsStarters() ? cohort.starters() : List.of(0L, -1L));
    }
    if (starters.size() == 1 && !group.hasMore()) {
      add(byStarter, starters.iterator().next(), group);
    }
  }

  private Crew crewOf(Set<Group> members) {
    Effort.step(members.size());
    Map<Root, Integer> sizes = new HashMap<>();
    Map<String, List<Sender>> byOwner = new HashMap<>();
    for (Group group : members) {
      sizes.merge(root(group), group.count(), Integer::sum);
      for (Sender sender : senders.getOrDefault(group, List.of())) {
        Effort.step(1);
        String owner = dialect.type(dialect.outer(sender.waiter().at().function()));
        byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(sender);
      }
    }
    return new Crew(members, sizes, byOwner);
  }

  private boolean waitsAtItsRoot(Group group) {
    int waits = group.applicationFrame();
    return waits >= 0
        && group.stack().frames().get(waits).function().equals(root(group).outermost());
  }

  private void channels(Group group, Cohort cohort) {
    cohort.channels().stream()
        .filter(c -> c.way() == Way.RECEIVE)
        .forEach(c -> add(byChannel, c.address(), group));
    List<Frame> frames = group.stack().frames();
    for (var arguments : cohort.samples()) {
      Set<Long> given = new HashSet<>();
      for (int i = 0; i < frames.size(); i++) {
        Effort.step(1);
        long value = arguments.first(i);
        if (value != 0 && !dialect.isPlumbing(frames.get(i).function()) && given.add(value)) {
          add(byChannel, value, group);
        }
      }
    }
  }

  private static <K> void add(Map<K, Set<Group>> map, K key, Group group) {
    map.computeIfAbsent(key, _ -> identities()).add(group);
  }

  private static Set<Group> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>(2));
  }
}
