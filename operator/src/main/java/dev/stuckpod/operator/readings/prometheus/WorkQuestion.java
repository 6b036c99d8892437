package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for all that a rule of clauses is judged by. One query for all pods; a second one, for those
 * pods alone whose gauges stand still or whose series are no target of theirs, looks further.
 */
final class WorkQuestion {

  /** Back from the window's start, no gauge's past is looked at further than this. */
  private static final Duration LONGEST_PAST = Duration.ofHours(6);

  /** Pasts are rounded down by at most a twentieth, so that pods of about one age share a query. */
  private static final double ROUNDING = 1.05;

  private final QueryApi api;
  private final @Nullable LabelNames labels;

  WorkQuestion(QueryApi api, @Nullable LabelNames labels) {
    this.api = api;
    this.labels = labels;
  }

  /** Asks. */
  Answer ask(Rule.Clauses rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time)
      throws QueryFailed {
    Scope scope = Scope.of(namespace, labels, pods);
    var facts = new FactTable(scope, pods);
    api.query(Query.clauses(rule, scope), namespace, time, QueryApi.MOST_SERIES, facts);
    Instant at = facts.at();
    if (at == null) {
      return Answer.Given.NOTHING;
    }
    List<AskedPod> strange = withoutOwnTarget(rule, pods, facts);
    if (!strange.isEmpty()) {
      Scope part = Scope.of(namespace, labels, strange);
      var targets = new FactTable(part, strange);
      api.query(Query.targets(rule, part), namespace, at, QueryApi.MOST_SERIES, targets);
      facts.replace(Set.of(Fact.Up, Fact.Foreign), targets);
    }
    for (var group : still(rule, pods, facts, at).entrySet()) {
      Scope part = Scope.of(namespace, labels, group.getValue());
      api.query(
          Query.movedBefore(rule, part, group.getKey()),
          namespace,
          at,
          QueryApi.MOST_SERIES,
          row -> {
            if (part.pods().contains(row.label(scope.podLabel()))) {
              facts.row(row); // a query of many pods tells of others, too
            }
          });
    }
    List<Metric> metrics = Query.metrics(rule);
    var readings = new HashMap<String, PodReadings>();
    for (String pod : facts.pods()) {
      var byMetric = new HashMap<Metric, Facts>();
      for (int i = 0; i < metrics.size(); i++) {
        Facts one = facts.of(pod, i);
        if (!one.values().isEmpty()) {
          byMetric.put(metrics.get(i), one);
        }
      }
      readings.put(pod, new Work(byMetric, facts.of(pod, 0)));
    }
    return new Answer.Given(at, readings);
  }

  /** Pods with series that come from no target of theirs: an exporter may speak for them. */
  private static List<AskedPod> withoutOwnTarget(
      Rule.Clauses rule, Collection<AskedPod> pods, FactTable facts) {
    int metrics = Query.metrics(rule).size();
    return pods.stream()
        .filter(
            pod ->
                IntStream.range(0, metrics)
                    .mapToObj(metric -> facts.of(pod.name(), metric))
                    .filter(f -> f.get(Fact.Count).isPresent())
                    .anyMatch(f -> f.get(Fact.Up).isEmpty() || f.sum(Fact.Foreign) > 0))
        .toList();
  }

  /** Pods all of whose gauges stand still, by how far back their containers' past goes. */
  private static Map<Duration, List<AskedPod>> still(
      Rule.Clauses rule, Collection<AskedPod> pods, FactTable facts, Instant at) {
    var groups = new TreeMap<Duration, List<AskedPod>>();
    List<Metric> metrics = Query.metrics(rule);
    for (AskedPod pod : pods) {
      Duration past = Duration.between(pod.startedAt(), at).minus(rule.window());
      boolean still =
          !rule.frozen().isEmpty()
              && rule.frozen().stream()
                  .map(metric -> facts.of(pod.name(), metrics.indexOf(metric)))
                  .allMatch(f -> f.get(Fact.Changes).orElse(1) == 0 && f.sum(Fact.Turnover) == 0);
      if (still && past.toSeconds() > 0) {
        groups.computeIfAbsent(rounded(past), _ -> new ArrayList<>()).add(pod);
      }
    }
    return groups;
  }

  private static Duration rounded(Duration past) {
    long seconds = Math.min(past.toSeconds(), LONGEST_PAST.toSeconds());
    double power = Math.floor(Math.log((double) seconds) / Math.log(ROUNDING));
    long down = (long) Math.floor(Math.pow(ROUNDING, power));
    return seconds == LONGEST_PAST.toSeconds()
        ? LONGEST_PAST
        : Duration.ofSeconds(Math.max(1, down));
  }
}
