package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.ScrapeTarget;
import dev.stuckpod.operator.readings.http.Rows;
import dev.stuckpod.operator.readings.http.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sorts the rows about scrapes by pod and target, as they arrive. */
final class ScrapeTable implements Rows {

  /** In seconds, for a target whose interval cannot be observed. */
  private static final double USUAL_INTERVAL = 60;

  private record Key(String pod, String job, String instance) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  private final AskedRows asked;
  private final Map<Key, ScrapeTarget> targets = new TreeMap<>();

  ScrapeTable(Scope scope, Collection<AskedPod> pods) {
    this.asked = new AskedRows(scope, pods);
  }

  @Override
  public void row(Series row) {
    if (!asked.isAsked(row)) {
      return;
    }
    for (Fact fact : List.of(Fact.Up, Fact.Duration, Fact.Interval)) {
      if (row.label(Query.PART).equals("0." + fact.label())) {
        Key key = key(row);
        targets.computeIfAbsent(key, ScrapeTable::target).facts().values().put(fact, row.value());
      }
    }
  }

  /** When the source evaluated; absent where it had nothing to say. */
  @Nullable Instant at() {
    return asked.at();
  }

  private static ScrapeTarget target(Key key) {
    return new ScrapeTarget(key.job(), key.instance(), new Facts(new EnumMap<>(Fact.class)), 0);
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
  void countFailures(Series raw) {
    int failed = 0;
    for (Series.Point point : raw.points().reversed()) {
      if (point.value() != 0) {
        break;
      }
      failed++;
    }
    int count = failed;
    targets.computeIfPresent(key(raw), (_, target) -> target.withFailed(count));
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
    return new Key(asked.pod(series), series.label("job"), series.label("instance"));
  }
}
