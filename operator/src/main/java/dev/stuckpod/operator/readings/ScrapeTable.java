package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.ScrapeTarget;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sorts the rows about scrapes by pod and target. */
final class ScrapeTable {

  /** In seconds, for a target whose interval cannot be observed. */
  private static final double USUAL_INTERVAL = 60;

  private record Key(String pod, String job, String instance) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Scope scope;
  private final Map<Key, ScrapeTarget> targets = new TreeMap<>();

  ScrapeTable(Scope scope, Collection<AskedPod> pods, List<Series> rows) {
    this.scope = scope;
    Map<String, String> containers =
        pods.stream().collect(Collectors.toMap(AskedPod::name, AskedPod::container));
    var facts = new TreeMap<Key, Map<Fact, Double>>();
    for (Series row : rows) {
      String container = containers.get(row.label(scope.podLabel()));
      String says = scope.containerLabel().isEmpty() ? "" : row.label(scope.containerLabel());
      boolean ours =
          container != null
              && scope.namespace().equals(row.label(scope.namespaceLabel()))
              && (says.isEmpty() || says.equals(container));
      if (ours) {
        for (Fact fact : List.of(Fact.Up, Fact.Duration, Fact.Interval)) {
          if (row.label(Query.PART).equals("0." + fact.label())) {
            facts.computeIfAbsent(key(row), _ -> new EnumMap<>(Fact.class)).put(fact, row.value());
          }
        }
      }
    }
    facts.forEach(
        (key, values) ->
            targets.put(key, new ScrapeTarget(key.job(), key.instance(), new Facts(values), 0)));
  }

  /** Tells whether the last scrape of one of the pod's targets failed. */
  boolean failing(String pod) {
    return targets.entrySet().stream()
        .anyMatch(e -> e.getKey().pod().equals(pod) && fails(e.getValue()));
  }

  /** The longest interval among targets whose last scrape failed. */
  Duration longestInterval() {
    double seconds =
        targets.values().stream()
            .filter(ScrapeTable::fails)
            .mapToDouble(t -> t.facts().get(Fact.Interval).orElse(USUAL_INTERVAL))
            .max()
            .orElse(USUAL_INTERVAL);
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** Counts, from raw samples of {@code up}, the newest failures in a row. */
  void countFailures(List<Series> raw) {
    for (Series series : raw) {
      int failed = 0;
      for (Series.Point point : series.points().reversed()) {
        if (point.value() != 0) {
          break;
        }
        failed++;
      }
      int count = failed;
      targets.computeIfPresent(key(series), (_, target) -> target.withFailed(count));
    }
  }

  Map<String, List<ScrapeTarget>> byPod() {
    return targets.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                e -> e.getKey().pod(),
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static boolean fails(ScrapeTarget target) {
    return target.facts().get(Fact.Up).orElse(1) == 0;
  }

  private Key key(Series series) {
    return new Key(series.label(scope.podLabel()), series.label("job"), series.label("instance"));
  }
}
