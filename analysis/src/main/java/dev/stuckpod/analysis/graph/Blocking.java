package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.graph.Holder.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who blocks whom, as far as the dump itself names holders: each routine that others wait for and
 * that waits for none of them, or each circle of such, with all who wait behind it.
 */
public final class Blocking {

  /**
   * One that holds up others, at the root of all their waits.
   *
   * @param holders the routine; of a circle all of its members
   * @param direct how many wait for what it holds itself
   * @param victims all who wait behind it, the members of a circle apart
   */
  public record Root(
      List<Holder> holders, Map<Party, Resource> held, int direct, List<Waiter> victims) {
    public Root {
      holders = List.copyOf(holders);
      held = Map.copyOf(held);
      victims = List.copyOf(victims);
    }

    /** How many wait behind it. */
    public int count() {
      return victims.stream().mapToInt(w -> w.party().cohort().count()).sum();
    }

    /** Gives what one of the holders holds that others wait for, of several the most wanted. */
    public Resource resource(Holder holder) {
      return Objects.requireNonNull(held.get(holder.party()));
    }

    /** Whether they wait for each other. */
    public boolean isCircle() {
      return holders.size() > 1;
    }
  }

  /** What a waiting routine waits for, and who has it. */
  private record Edge(Resource lock, Waiter waiter, Holder holder) {}

  private final Map<Party, Edge> edges = new LinkedHashMap<>();
  private final Map<Party, Party> roots = new HashMap<>();

  private Blocking() {}

  /** Gives the roots of a graph, the one with most victims first. */
  public static List<Root> roots(WaitForGraph graph) {
    Blocking blocking = new Blocking();
    for (Resource lock : graph.locks()) {
      Holder holder = printed(lock);
      for (Waiter waiter : holder == null ? List.<Waiter>of() : lock.waiters()) {
        if (holder != null && !waiter.party().equals(holder.party())) {
          blocking.edges.putIfAbsent(waiter.party(), new Edge(lock, waiter, holder));
        }
      }
    }
    return blocking.collect();
  }

  private static @Nullable Holder printed(Resource lock) {
    return lock.holders().stream().filter(h -> h.basis() == Basis.PRINTED).findFirst().orElse(null);
  }

  private List<Root> collect() {
    Map<Party, List<Edge>> behind = new LinkedHashMap<>();
    for (Edge edge : edges.values()) {
      behind.computeIfAbsent(root(edge.waiter().party()), _ -> new ArrayList<>()).add(edge);
    }
    List<Root> found = new ArrayList<>();
    behind.forEach((root, waiting) -> found.add(root(root, waiting)));
    found.sort(Comparator.comparingInt((Root r) -> -r.count()));
    return found;
  }

  /** Follows who waits for whom to the end; of a circle to its member that was met first. */
  private Party root(Party from) {
    List<Party> way = new ArrayList<>();
    Set<Party> seen = new HashSet<>();
    Party at = from;
    Edge edge = edges.get(at);
    while (edge != null && !roots.containsKey(at) && seen.add(at)) {
      Effort.step(1);
      way.add(at);
      at = edge.holder().party();
      edge = edges.get(at);
    }
    Party root = roots.getOrDefault(at, at);
    way.forEach(party -> roots.put(party, root));
    return root;
  }

  private Root root(Party root, List<Edge> waiting) {
    List<Party> circle = circle(root);
    Set<Party> members = circle.isEmpty() ? Set.of(root) : new HashSet<>(circle);
    Map<Party, Holder> holders = new LinkedHashMap<>();
    Map<Party, Resource> held = new HashMap<>();
    List<Waiter> victims = new ArrayList<>();
    int direct = 0;
    for (Edge edge : waiting) {
      Party holder = edge.holder().party();
      boolean member = members.contains(edge.waiter().party());
      if (members.contains(holder)) {
        if (member || holders.putIfAbsent(holder, edge.holder()) == null) {
          holders.put(holder, edge.holder());
          held.put(holder, edge.lock());
        }
        direct += member ? 0 : edge.waiter().party().cohort().count();
      }
      if (!member) {
        victims.add(edge.waiter());
      }
    }
    Effort.step(waiting.size());
    return new Root(List.copyOf(holders.values()), held, direct, victims);
  }

  /** Gives the members of the circle that a routine is in; none if it is in none. */
  private List<Party> circle(Party start) {
    List<Party> circle = new ArrayList<>();
    Party at = start;
    for (Edge edge = edges.get(at); edge != null; edge = edges.get(at)) {
      circle.add(at);
      at = edge.holder().party();
      if (at.equals(start)) {
        return circle;
      }
    }
    return List.of();
  }
}
