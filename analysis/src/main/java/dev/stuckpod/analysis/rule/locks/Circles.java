package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds ways from a lock over edges back to it. Tells first, in one walk over all, which locks are
 * in any circle (Tarjan's components), so that long chains cost no search. No recursion: a chain is
 * as long as a hostile dump wants.
 *
 * @param <E> an edge
 */
final class Circles<E> {
  private final Function<Resource, List<E>> edges;
  private final Function<E, Resource> to;
  private final Map<Resource, List<E>> known = new HashMap<>();
  private final Map<Resource, Integer> components = new HashMap<>();
  private final Map<Resource, Integer> low = new HashMap<>();
  private final Deque<Resource> open = new ArrayDeque<>();
  private int count;

  /** A lock on the way, and which of its edges are still to be tried. */
  private static final class Hop<E> {
    final Resource lock;
    final Iterator<E> left;
    List<E> taken = List.of();

    Hop(Resource lock, List<E> edges) {
      this.lock = lock;
      this.left = edges.iterator();
    }
  }

  Circles(List<Resource> locks, Function<Resource, List<E>> edges, Function<E, Resource> to) {
    this.edges = edges;
    this.to = to;
    for (Resource lock : locks) {
      if (!low.containsKey(lock)) {
        components(lock);
      }
    }
  }

  /** Gives the first way from a lock back to it; empty when there is none. */
  List<E> from(Resource start) {
    Integer component = components.get(start);
    Deque<Hop<E>> way = new ArrayDeque<>();
    Set<Resource> seen = new HashSet<>(Set.of(start));
    way.addLast(new Hop<>(start, edges(start)));
    while (!way.isEmpty()) {
      Effort.step(1);
      Hop<E> step = way.getLast();
      if (!step.left.hasNext()) {
        way.removeLast();
        continue;
      }
      E edge = step.left.next();
      Resource next = to.apply(edge);
      step.taken = List.of(edge);
      if (next.equals(start)) {
        List<E> taken = new ArrayList<>();
        way.forEach(s -> taken.addAll(s.taken));
        return taken;
      }
      if (component != null && component.equals(components.get(next)) && seen.add(next)) {
        way.addLast(new Hop<>(next, edges(next)));
      }
    }
    return List.of();
  }

  private List<E> edges(Resource lock) {
    return known.computeIfAbsent(lock, edges);
  }

  private void components(Resource start) {
    Deque<Hop<E>> way = new ArrayDeque<>();
    Map<Resource, Integer> numbers = new HashMap<>();
    enter(start, way, numbers);
    while (!way.isEmpty()) {
      Effort.step(1);
      Hop<E> step = way.getLast();
      if (step.left.hasNext()) {
        Resource next = to.apply(step.left.next());
        if (!low.containsKey(next)) {
          enter(next, way, numbers);
        } else if (!components.containsKey(next)) {
          low.merge(step.lock, numbers.getOrDefault(next, count), Math::min);
        }
        continue;
      }
      way.removeLast();
      int lowest = low.getOrDefault(step.lock, 0);
      if (lowest == numbers.getOrDefault(step.lock, 0)) {
        Resource member;
        do {
          member = open.removeLast();
          components.put(member, lowest);
        } while (!member.equals(step.lock));
      }
      if (!way.isEmpty()) {
        low.merge(way.getLast().lock, lowest, Math::min);
      }
    }
  }

  private void enter(Resource lock, Deque<Hop<E>> way, Map<Resource, Integer> numbers) {
    numbers.put(lock, count);
    low.put(lock, count);
    count++;
    open.addLast(lock);
    way.addLast(new Hop<>(lock, edges(lock)));
  }
}
