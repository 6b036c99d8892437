package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.http.Rows;
import dev.stuckpod.operator.readings.http.Series;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sorts the rows of an answer by pod, metric and fact, as they arrive. */
final class FactTable implements Rows {

  private static final Map<String, Fact> FACTS =
      List.of(Fact.values()).stream().collect(Collectors.toMap(Fact::label, f -> f));

  private record Cell(String pod, int metric) {}

  private final AskedRows asked;

  /** Rows that name the container. */
  private final Map<Cell, Map<Fact, Double>> named = new HashMap<>();

  /** Rows that name none: they only fill what is missing. */
  private final Map<Cell, Map<Fact, Double>> unnamed = new HashMap<>();

  FactTable(Scope scope, Collection<AskedPod> asked) {
    this.asked = new AskedRows(scope, asked);
  }

  @Override
  public void row(Series row) {
    if (!asked.isAsked(row)) {
      return;
    }
    String[] part = row.label(Query.PART).split("\\.", -1);
    Fact fact = part.length < 2 ? null : FACTS.get(part[1]);
    if (fact == null) {
      return;
    }
    (asked.container(row).isEmpty() ? unnamed : named)
        .computeIfAbsent(
            new Cell(asked.pod(row), Integer.parseInt(part[0])), _ -> new EnumMap<>(Fact.class))
        .merge(fact, row.value(), fact == Fact.Interval ? Math::min : Double::sum);
  }

  /** Takes what another answer says of its pods in the place of what was known of these facts. */
  void replace(Set<Fact> facts, FactTable by) {
    replace(named, facts, by.asked.pods(), by.named);
    replace(unnamed, facts, by.asked.pods(), by.unnamed);
  }

  private static void replace(
      Map<Cell, Map<Fact, Double>> known,
      Set<Fact> facts,
      Set<String> pods,
      Map<Cell, Map<Fact, Double>> by) {
    known.forEach(
        (cell, values) -> {
          if (pods.contains(cell.pod())) {
            values.keySet().removeAll(facts);
          }
        });
    by.forEach(
        (cell, values) ->
            known.computeIfAbsent(cell, _ -> new EnumMap<>(Fact.class)).putAll(values));
  }

  /** When the source evaluated; absent where it had nothing to say. */
  @Nullable Instant at() {
    return asked.at();
  }

  Set<String> pods() {
    var pods = new HashSet<String>();
    named.keySet().forEach(cell -> pods.add(cell.pod()));
    unnamed.keySet().forEach(cell -> pods.add(cell.pod()));
    return pods;
  }

  Facts of(String pod, int metric) {
    var cell = new Cell(pod, metric);
    Map<Fact, Double> values = named.getOrDefault(cell, unnamed.get(cell));
    return values == null ? Facts.NONE : new Facts(values);
  }
}
