package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.readings.PodReadings.Facts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sorts the rows of an answer by pod, metric and fact. Rows of another namespace, pod or container
 * are left out, whatever the query says.
 */
final class FactTable {

  private static final Map<String, Fact> FACTS =
      List.of(Fact.values()).stream().collect(Collectors.toMap(Fact::label, f -> f));

  private record Cell(String pod, int metric) {}

  private final Scope scope;
  private final Map<Cell, Map<Fact, Double>> cells = new HashMap<>();
  private final Set<Cell> ofContainer = new HashSet<>();
  private final Set<String> pods = new HashSet<>();

  FactTable(Scope scope, Collection<AskedPod> asked, List<Series> rows) {
    this.scope = scope;
    add(rows, asked);
  }

  /** Adds rows about some of the pods. */
  void add(List<Series> rows, Collection<AskedPod> asked) {
    Map<String, String> containers =
        asked.stream().collect(Collectors.toMap(AskedPod::name, AskedPod::container));
    // the container's own rows first: those without a container only fill what is missing
    addWhere(rows, containers, true);
    addWhere(rows, containers, false);
  }

  Set<String> pods() {
    return pods;
  }

  Facts of(String pod, int metric) {
    Map<Fact, Double> values = cells.get(new Cell(pod, metric));
    return values == null ? Facts.NONE : new Facts(values);
  }

  private void addWhere(List<Series> rows, Map<String, String> containers, boolean named) {
    for (Series row : rows) {
      String pod = row.label(scope.podLabel());
      String container = containers.get(pod);
      String says = scope.containerLabel().isEmpty() ? "" : row.label(scope.containerLabel());
      boolean ours =
          container != null
              && scope.namespace().equals(row.label(scope.namespaceLabel()))
              && (named ? says.equals(container) : says.isEmpty());
      String[] part = row.label(Query.PART).split("\\.", -1);
      Fact fact = part.length < 2 ? null : FACTS.get(part[1]);
      if (!ours || fact == null) {
        continue;
      }
      var cell = new Cell(pod, Integer.parseInt(part[0]));
      if (named) {
        ofContainer.add(cell);
      }
      if (named || !ofContainer.contains(cell)) {
        pods.add(pod);
        cells
            .computeIfAbsent(cell, _ -> new HashMap<>())
            .merge(fact, row.value(), fact == Fact.Interval ? Math::min : Double::sum);
      }
    }
  }
}
