package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.Past.Seen;
import dev.stuckpod.operator.readings.http.Rows;
import dev.stuckpod.operator.readings.http.Series;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When pods had series, by the times of their samples. */
final class Sightings implements Rows {

  private record Span(double first, double last) {
    Span with(Span other) {
      return new Span(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  private final Scope scope;
  private final Map<String, Map<String, Span>> spans = new TreeMap<>();

  Sightings(Scope scope) {
    this.scope = scope;
  }

  /** One query for what says most of all rules: their first metrics, and whether pods answer. */
  List<String> queries(Collection<Rule> rules, String names) {
    String within =
        "%s=%s, %s=~%s"
            .formatted(
                scope.namespaceLabel(),
                Scope.quote(scope.namespace()),
                scope.podLabel(),
                Scope.quote(names));
    return rules.stream()
        .map(
            rule ->
                rule instanceof Rule.Clauses clauses
                    ? Query.metrics(clauses).getFirst().name()
                    : "up")
        .distinct()
        .map(metric -> "timestamp(%s{%s})".formatted(metric, within))
        .map(times -> "max by (%s) (%s)".formatted(scope.group(), times))
        .toList();
  }

  @Override
  public void row(Series row) {
    String pod = row.label(scope.podLabel());
    if (pod.isEmpty() || row.points().isEmpty()) {
      return;
    }
    String container = scope.containerLabel().isEmpty() ? "" : row.label(scope.containerLabel());
    var span = new Span(row.points().getFirst().value(), row.points().getLast().value());
    spans.computeIfAbsent(pod, _ -> new TreeMap<>()).merge(container, span, Span::with);
  }

  /** Gives one for each container that was seen. */
  List<Seen> pods(Instant from) {
    var all = new ArrayList<Seen>();
    spans.forEach(
        (pod, containers) ->
            containers.forEach(
                (container, span) ->
                    all.add(new Seen(pod, container, later(span.first(), from), at(span.last())))));
    return all;
  }

  private static Instant later(double first, Instant from) {
    Instant at = at(first);
    return at.isBefore(from) ? from : at;
  }

  private static Instant at(double seconds) {
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }
}
