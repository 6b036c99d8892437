package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.golang.dialect.GoNames;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Builds the resources of a Go dump: waits by address, then holders by inference. */
public final class GoGraph {
  private final List<Party> parties;
  private final PartyIndex index;
  private final StatedHolders memory;
  private final IdentityHashMap<Group, Integer> numbers = new IdentityHashMap<>();

  /** Takes the routines of one dump, and what memory says of what they wait for. */
  public GoGraph(List<Party> parties, List<LockWord> words) {
    this.parties = parties;
    this.index = new PartyIndex(parties);
    this.memory = new StatedHolders(parties, words);
  }

  /** So many of one shape are examined: looking for holders goes over all routines. */
  private static final int EXAMINED = 64;

  /** Gives what they wait for, the most wanted first. */
  public List<Resource> resources() {
    Map<ResourceKey, List<Waiter>> byKey = new LinkedHashMap<>();
    IdentityHashMap<Group, Optional<GoWaits.Shape>> shapes = new IdentityHashMap<>();
    for (Party party : parties) {
      GoWaits.Shape shape =
          shapes
              .computeIfAbsent(
                  party.group(), g -> Optional.ofNullable(GoWaits.of(g, memory.isNamed(party))))
              .orElse(null);
      if (shape != null) {
        GoWaits.Wait wait = shape.of(party);
        byKey.computeIfAbsent(key(wait), k -> new ArrayList<>()).add(wait.waiter());
      }
    }
    mergeUnknown(byKey);
    Map<Crowd, List<ResourceKey>> byCrowd = new LinkedHashMap<>();
    byKey.forEach(
        (key, waiters) ->
            byCrowd.computeIfAbsent(crowd(key.kind(), waiters), _ -> new ArrayList<>()).add(key));
    List<Resource> resources = new ArrayList<>();
    for (List<ResourceKey> keys : byCrowd.values()) {
      keys.sort(Comparator.comparingInt(key -> -count(byKey.getOrDefault(key, List.of()))));
      for (int i = 0; i < keys.size(); i++) {
        resources.add(
            resource(keys.get(i), byKey.getOrDefault(keys.get(i), List.of()), i < EXAMINED));
      }
    }
    resources.sort(Comparator.comparingInt((Resource r) -> -r.waiting()));
    return resources;
  }

  private Crowd crowd(ResourceKind kind, List<Waiter> waiters) {
    Set<Integer> groups = new TreeSet<>();
    waiters.forEach(
        w -> groups.add(numbers.computeIfAbsent(w.party().group(), _ -> numbers.size())));
    return new Crowd(kind, List.copyOf(groups));
  }

  private static int count(List<Waiter> waiters) {
    return waiters.stream().mapToInt(w -> w.party().cohort().count()).sum();
  }

  private Resource resource(ResourceKey key, List<Waiter> waiters, boolean examined) {
    GoOwner owner = GoOwner.of(key.address(), waiters);
    List<Holder> inferred =
        examined && waiters.getFirst().mode().isLock()
            ? new GoHolders(key.address(), owner, waiters, index).find()
            : List.of();
    LockWord word = memory.of(key);
    List<Holder> holders = word == null ? inferred : memory.holders(word, inferred);
    String address = key.address() == 0 ? "" : "0x" + Long.toHexString(key.address());
    return new Resource(
        key.kind(),
        key.kind().label(),
        address,
        owner.text(),
        waiters,
        key.kind() == ResourceKind.WAIT_GROUP ? List.of() : holders,
        examined || word != null,
        word == null ? null : StatedHolders.stated(word, inferred, holders));
  }

  private static ResourceKey key(GoWaits.Wait wait) {
    if (wait.address() != 0) {
      return new ResourceKey(wait.kind(), wait.address(), "");
    }
    String function = wait.waiter().at().function();
    String type = GoNames.type(function);
    return new ResourceKey(
        wait.kind(),
        0,
        wait.waiter().mode().isLock() && !type.isEmpty()
            ? type
            : function + ":" + wait.waiter().at().line());
  }

  /**
   * Without addresses (debug=2 prints few) waits in methods of one type count as one lock; when
   * exactly one address is known for a lock of that kind in that type, they join it.
   */
  private static void mergeUnknown(Map<ResourceKey, List<Waiter>> byKey) {
    List<ResourceKey> unknown =
        byKey.keySet().stream()
            .filter(k -> k.address() == 0 && k.kind() == ResourceKind.RW_MUTEX)
            .toList();
    Map<String, Set<ResourceKey>> knownByType = new HashMap<>();
    byKey.forEach(
        (key, waiters) -> {
          if (key.address() != 0 && key.kind() == ResourceKind.RW_MUTEX) {
            waiters.forEach(
                w ->
                    knownByType
                        .computeIfAbsent(
                            GoNames.type(w.at().function()), _ -> new LinkedHashSet<>())
                        .add(key));
          }
        });
    for (ResourceKey key : unknown) {
      List<ResourceKey> known = List.copyOf(knownByType.getOrDefault(key.unknown(), Set.of()));
      if (known.size() == 1) {
        List<Waiter> joined = new ArrayList<>(byKey.getOrDefault(known.getFirst(), List.of()));
        joined.addAll(byKey.getOrDefault(key, List.of()));
        byKey.put(known.getFirst(), joined);
        byKey.remove(key);
      }
    }
  }
}
