package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the resources of a Go dump: waits by address, then holders by inference. */
final class GoGraph {
  /** The identity of a resource within one dump. */
  private record Key(String kind, long address, String unknown) {}

  private final List<Party> parties;

  GoGraph(List<Party> parties) {
    this.parties = parties;
  }

  List<Resource> resources() {
    Map<Key, List<Waiter>> byKey = new LinkedHashMap<>();
    IdentityHashMap<Group, Optional<GoWaits.Shape>> shapes = new IdentityHashMap<>();
    for (Party party : parties) {
      GoWaits.Shape shape =
          shapes
              .computeIfAbsent(party.group(), g -> Optional.ofNullable(GoWaits.of(g)))
              .orElse(null);
      if (shape != null) {
        GoWaits.Wait wait = shape.of(party);
        byKey.computeIfAbsent(key(wait), k -> new ArrayList<>()).add(wait.waiter());
      }
    }
    mergeUnknown(byKey);
    List<Resource> resources = new ArrayList<>();
    byKey.forEach(
        (key, waiters) -> {
          GoOwner owner = GoOwner.of(key.address(), waiters);
          List<Holder> holders =
              waiters.getFirst().mode().isLock()
                  ? new GoHolders(key.address(), owner, waiters, parties).find()
                  : List.of();
          String address = key.address() == 0 ? "" : "0x" + Long.toHexString(key.address());
          resources.add(new Resource(key.kind(), address, owner.text(), waiters, holders));
        });
    resources.sort(Comparator.comparingInt((Resource r) -> -r.waiting()));
    return resources;
  }

  private static Key key(GoWaits.Wait wait) {
    if (wait.address() != 0) {
      return new Key(wait.kind(), wait.address(), "");
    }
    String function = wait.waiter().at().function();
    String type = GoNames.type(function);
    return new Key(
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
  private static void mergeUnknown(Map<Key, List<Waiter>> byKey) {
    List<Key> unknown =
        byKey.keySet().stream()
            .filter(k -> k.address() == 0 && k.kind().equals("RWMutex"))
            .toList();
    for (Key key : unknown) {
      List<Key> known =
          byKey.entrySet().stream()
              .filter(e -> e.getKey().address() != 0 && e.getKey().kind().equals(key.kind()))
              .filter(
                  e ->
                      e.getValue().stream()
                          .anyMatch(w -> GoNames.type(w.at().function()).equals(key.unknown())))
              .map(Map.Entry::getKey)
              .toList();
      if (known.size() == 1) {
        List<Waiter> joined = new ArrayList<>(byKey.getOrDefault(known.getFirst(), List.of()));
        joined.addAll(byKey.getOrDefault(key, List.of()));
        byKey.put(known.getFirst(), joined);
        byKey.remove(key);
      }
    }
  }
}
