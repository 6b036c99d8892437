package dev.stuckpod.cli.report.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Who waits for whom, of any size.
 *
 * @param spots by their key
 * @param arrows between them
 */
record Web(Map<String, Spot> spots, Set<Arrow> arrows) {

  /** Puts together those that get the same key. */
  Web merged(UnaryOperator<String> key) {
    Map<String, Spot> fewer = new LinkedHashMap<>();
    spots.forEach((name, spot) -> fewer.merge(key.apply(name), spot, Spot::and));
    Set<Arrow> between = new LinkedHashSet<>();
    arrows.forEach(a -> between.add(a.between(key.apply(a.from()), key.apply(a.to()))));
    return new Web(fewer, between);
  }

  /** Leaves out all but some. */
  Web only(Collection<String> kept) {
    Map<String, Spot> fewer = new LinkedHashMap<>(spots);
    fewer.keySet().retainAll(new HashSet<>(kept));
    Set<Arrow> between =
        arrows.stream()
            .filter(a -> fewer.containsKey(a.from()) && fewer.containsKey(a.to()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Web(fewer, between);
  }

  /** Puts together those of one stack that wait for and hold the same. */
  Web ofOneKind() {
    Map<String, TreeSet<String>> ends = new TreeMap<>();
    for (Arrow arrow : arrows) {
      // of what nobody holds only the sort matters: there may be one for each routine
      String what = isNobody(arrow.to()) ? arrow.to() : String.valueOf(arrow.what());
      ends.computeIfAbsent(arrow.from(), _ -> new TreeSet<>()).add("w" + what);
      ends.computeIfAbsent(arrow.to(), _ -> new TreeSet<>()).add("h" + what);
    }
    return merged(
        name ->
            group(name) == Spot.NO_GROUP
                ? name
                : group(name) + String.valueOf(ends.getOrDefault(name, new TreeSet<>())));
  }

  /** Puts together those of one stack; who holds something stays apart from who does not. */
  Web ofOneStack() {
    Set<String> holders = holders();
    return merged(
        name ->
            group(name) == Spot.NO_GROUP
                ? name
                : group(name) + (holders.contains(name) ? "holds" : "waits"));
  }

  /** Who is waited for. */
  Set<String> holders() {
    return arrows.stream().map(Arrow::to).collect(Collectors.toSet());
  }

  /** Whom somebody waits for, without those who are nobody. */
  Set<String> targets(String name) {
    return arrows.stream()
        .filter(a -> a.from().equals(name) && !isNobody(a.to()))
        .map(Arrow::to)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many wait for somebody, directly. */
  int waiting(String name) {
    return arrows.stream()
        .filter(a -> a.to().equals(name))
        .map(Arrow::from)
        .distinct()
        .mapToInt(from -> spot(from).count())
        .sum();
  }

  /** Whether the way of waiting leads back to where it begins. */
  boolean isInCircle(String name) {
    Set<String> seen = new HashSet<>();
    List<String> next = new ArrayList<>(targets(name));
    while (!next.isEmpty()) {
      String at = next.removeLast();
      if (at.equals(name)) {
        return true;
      }
      if (seen.add(at)) {
        next.addAll(targets(at));
      }
    }
    return false;
  }

  /** Gives one that is there. */
  Spot spot(String name) {
    return Objects.requireNonNull(spots.get(name));
  }

  boolean isNobody(String name) {
    return spot(name).isNobody();
  }

  private int group(String name) {
    return spot(name).group();
  }
}
