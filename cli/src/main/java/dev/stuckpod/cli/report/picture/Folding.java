package dev.stuckpod.cli.report.picture;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes a web so small that it can be looked at: what is folded together is counted. */
final class Folding {
  /** More than that nobody reads. */
  static final int NODES = 30;

  /** So many are drawn as they are where there are more; the others stand behind them as one. */
  private static final int DRAWN = 20;

  private final Web web;
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Map<String, Set<String>> behind = new HashMap<>();

  /** Whom each was met behind: itself, where it is drawn. */
  private final Map<String, String> met = new LinkedHashMap<>();

  private Folding(Web web) {
    this.web = web;
    for (Arrow arrow : web.arrows()) {
      if (behind.computeIfAbsent(arrow.to(), _ -> new LinkedHashSet<>()).add(arrow.from())) {
        waiting.merge(arrow.to(), spot(arrow.from()).count(), Integer::sum);
      }
    }
  }

  /**
   * A web that is small.
   *
   * @param leftOut how many routines are not in it
   */
  record Folded(Web web, int leftOut) {}

  static Folded fold(Web web) {
    Web kinds = web.ofOneKind();
    if (kinds.spots().size() <= NODES) {
      return new Folded(kinds, 0);
    }
    Web stacks = kinds.ofOneStack();
    return stacks.spots().size() <= NODES ? new Folded(stacks, 0) : new Folding(stacks).cut();
  }

  /** From the roots outwards, as far as there is room; who comes later is counted behind them. */
  private Folded cut() {
    Set<String> waiters = new LinkedHashSet<>();
    web.arrows().stream()
        .filter(arrow -> !arrow.to().equals(arrow.from()) && !web.isNobody(arrow.to()))
        .forEach(arrow -> waiters.add(arrow.from()));
    List<String> byWeight = web.spots().keySet().stream().sorted(mostBehind()).toList();
    byWeight.stream().filter(name -> !waiters.contains(name)).forEach(this::walk);
    byWeight.forEach(this::walk); // of a circle, the one that most wait for
    Set<String> rests = new LinkedHashSet<>();
    met.forEach(
        (name, owner) -> {
          if (!name.equals(owner) && rests.size() < NODES - DRAWN) {
            rests.add(owner);
          }
        });
    Map<String, Integer> folded = new HashMap<>();
    Map<String, String> key = new HashMap<>();
    int left = 0;
    for (String name : web.spots().keySet()) {
      String owner = met.get(name);
      if (name.equals(owner)) {
        key.put(name, name);
      } else if (owner != null && rests.contains(owner)) {
        key.put(name, "rest " + owner);
        folded.merge("rest " + owner, 1, Integer::sum);
      } else {
        left += spot(name).count();
      }
    }
    Web fewer = web.only(key.keySet()).merged(name -> Objects.requireNonNull(key.get(name)));
    Map<String, Spot> spots = new LinkedHashMap<>(fewer.spots());
    folded.forEach(
        (name, stacks) -> spots.computeIfPresent(name, (_, spot) -> spot.folded(stacks)));
    Set<Arrow> between = new LinkedHashSet<>(fewer.arrows());
    between.removeIf(arrow -> arrow.from().equals(arrow.to()) && folded.containsKey(arrow.to()));
    return new Folded(new Web(spots, between), left);
  }

  private Comparator<String> mostBehind() {
    return Comparator.comparingInt((String name) -> -waiting.getOrDefault(name, 0))
        .thenComparing(this::spot, Spot.ORDER);
  }

  /** Goes to all who wait for one, and for them. */
  private void walk(String root) {
    if (met.containsKey(root) || met.size() >= DRAWN) {
      return;
    }
    Deque<String> next = new ArrayDeque<>(List.of(root));
    met.put(root, root);
    while (!next.isEmpty()) {
      String at = next.removeFirst();
      String owner = Objects.requireNonNull(met.get(at));
      for (String one : behind.getOrDefault(at, Set.of()).stream().sorted(mostBehind()).toList()) {
        if (!met.containsKey(one)) {
          met.put(one, met.size() < DRAWN ? one : owner);
          next.add(one);
        }
      }
    }
  }

  private Spot spot(String name) {
    return web.spot(name);
  }
}
