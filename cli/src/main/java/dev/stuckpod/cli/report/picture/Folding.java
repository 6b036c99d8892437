package dev.stuckpod.cli.report.picture;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a web so small that it can be looked at: what is folded together is counted. */
final class Folding {
  /** More than that nobody reads. */
  static final int NODES = 30;

  /** So many of those who wait are drawn by themselves, of those who wait for the same. */
  private static final int FEWEST = 3;

  private Folding() {}

  /**
   * Folds a web.
   *
   * @param web who waits for whom
   * @param leftOut how many routines are not in it
   */
  record Folded(Web web, int leftOut) {}

  static Folded fold(Web web) {
    Web kinds = web.ofOneKind();
    if (kinds.spots().size() <= NODES) {
      return new Folded(kinds, 0);
    }
    Web stacks = kinds.ofOneStack();
    if (stacks.spots().size() <= NODES) {
      return new Folded(stacks, 0);
    }
    return cut(victims(stacks));
  }

  /** Of those who wait for the same the largest are drawn, the others as one. */
  private static Web victims(Web web) {
    Set<String> holders = web.holders();
    Map<String, Integer> drawn = new HashMap<>();
    Map<String, String> rest = new LinkedHashMap<>();
    Map<String, Integer> folded = new HashMap<>();
    List<String> waiting =
        web.spots().keySet().stream()
            .filter(name -> !holders.contains(name))
            .sorted(Comparator.comparing(web.spots()::get, Spot.ORDER))
            .toList();
    for (String name : waiting) {
      String targets = "rest " + web.targets(name);
      if (drawn.merge(targets, 1, Integer::sum) > FEWEST) {
        rest.put(name, targets);
        folded.merge(targets, 1, Integer::sum);
      }
    }
    Web fewer = web.merged(name -> rest.getOrDefault(name, name));
    Map<String, Spot> spots = new LinkedHashMap<>(fewer.spots());
    folded.forEach(
        (name, stacks) ->
            spots.computeIfPresent(
                name,
                (_, spot) ->
                    stacks == 1
                        ? spot
                        : new Spot(
                            spot.count(),
                            null,
                            "%d more stacks".formatted(stacks),
                            "",
                            "",
                            Spot.NO_GROUP)));
    return new Web(spots, fewer.arrows());
  }

  /** Those with most behind them, and those behind them, as far as there is room. */
  private static Folded cut(Web web) {
    if (web.spots().size() <= NODES) {
      return new Folded(web, 0);
    }
    Set<String> kept = new HashSet<>();
    Map<String, Integer> waiting = new HashMap<>();
    web.spots().keySet().forEach(name -> waiting.put(name, web.waiting(name)));
    List<String> most =
        web.spots().keySet().stream()
            .sorted(
                Comparator.comparingInt((String name) -> -waiting.getOrDefault(name, 0))
                    .thenComparing(web.spots()::get, Spot.ORDER))
            .toList();
    for (String name : most) {
      if (kept.size() < NODES) {
        kept.add(name);
        web.targets(name).stream().limit(NODES - kept.size()).forEach(kept::add);
      }
    }
    int left =
        web.spots().entrySet().stream()
            .filter(e -> !kept.contains(e.getKey()))
            .mapToInt(e -> e.getValue().count())
            .sum();
    return new Folded(web.only(kept), left);
  }
}
