package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.v1alpha1.LabelNames;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Matches;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.readings.Source;
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
 * Asks a source that speaks as Prometheus does. One query for all pods; a second one, for those
 * pods alone whose gauges stand still, whose scrapes fail or whose series are no target's of
 * theirs, looks further.
 */
public final class PrometheusSource implements Source {

  /** Back from the window's start, no gauge's past is looked at further than this. */
  private static final Duration LONGEST_PAST = Duration.ofHours(6);

  /** Pasts are rounded down by at most a twentieth, so that pods of about one age share a query. */
  private static final double ROUNDING = 1.05;

  /** So many raw samples of {@code up} are enough to count failures in a row. */
  private static final Duration LONGEST_SCRAPES = Duration.ofHours(1);

  /** So many series may a query of a user's own return beside two for each pod. */
  private static final int OWN_SERIES = 10_000;

  private static final Answer NOTHING = new Answer.Given(Instant.EPOCH, Map.of());

  private final QueryApi api;
  private final Screen screen;
  private final @Nullable LabelNames labels;
  private final boolean ownQueriesReadAll;

  /**
   * Asks by an API.
   *
   * @param source says by which labels, and who sees to namespaces
   */
  public PrometheusSource(QueryApi api, MetricsSourceSpec source) {
    this.api = api;
    this.screen = new Screen(api);
    this.labels = source.labels();
    this.ownQueriesReadAll = OwnNamespace.isLeftToTheSource(source);
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    try {
      Rule admitted = admitted(rule, Scope.of(namespace, labels, pods));
      if (pods.isEmpty()) {
        return NOTHING;
      }
      return switch (admitted) {
        case Rule.NoProgress work -> work(work, namespace, pods, time);
        case Rule.ScrapeHang hang -> scrapes(hang, namespace, pods, time);
        case Rule.OwnQuery own -> own(own, namespace, pods, time);
      };
    } catch (QueryFailed failed) {
      return failed.of(rule).answer();
    }
  }

  private Rule admitted(Rule rule, Scope scope) throws QueryFailed {
    return rule instanceof Rule.OwnQuery own && !ownQueriesReadAll
        ? OwnNamespace.admit(own, scope)
        : rule;
  }

  private Answer work(
      Rule.NoProgress rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time)
      throws QueryFailed {
    Scope scope = Scope.of(namespace, labels, pods);
    var facts = new FactTable(scope, pods);
    api.query(Query.noProgress(rule, scope), namespace, time, QueryApi.MOST_SERIES, facts);
    Instant at = facts.at();
    if (at == null) {
      return NOTHING;
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
      Rule.NoProgress rule, Collection<AskedPod> pods, FactTable facts) {
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
      Rule.NoProgress rule, Collection<AskedPod> pods, FactTable facts, Instant at) {
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

  private Answer scrapes(
      Rule.ScrapeHang rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time)
      throws QueryFailed {
    Scope scope = Scope.of(namespace, labels, pods);
    var targets = new ScrapeTable(scope, pods);
    api.query(Query.scrapes(scope), namespace, time, QueryApi.MOST_SERIES, targets);
    Instant at = targets.at();
    if (at == null) {
      return NOTHING;
    }
    List<AskedPod> failing = pods.stream().filter(pod -> targets.failing(pod.name())).toList();
    if (!failing.isEmpty()) {
      Duration span = targets.longestInterval().multipliedBy(rule.consecutive() + 2L);
      Duration range = span.compareTo(LONGEST_SCRAPES) < 0 ? span : LONGEST_SCRAPES;
      Scope part = Scope.of(namespace, labels, failing);
      api.query(
          part.up() + "[" + range.toSeconds() + "s]",
          namespace,
          at,
          QueryApi.MOST_SERIES,
          targets::countFailures);
    }
    var readings = new HashMap<String, PodReadings>();
    targets.byPod().forEach((pod, list) -> readings.put(pod, new Scrapes(list)));
    return new Answer.Given(at, readings);
  }

  private Answer own(
      Rule.OwnQuery rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time)
      throws QueryFailed {
    Scope scope = Scope.of(namespace, labels, pods);
    var facts = new FactTable(scope, pods);
    api.query(
        Query.own(rule, scope),
        namespace,
        time,
        OWN_SERIES + 2 * pods.size(),
        row -> {
          if (row.label(scope.podLabel()).isEmpty()) {
            throw new QueryFailed(
                Failure.QueryRejected,
                "Rule %s returns a series without the label %s: aggregate by (%s, %s)."
                    .formatted(
                        rule.name(), scope.podLabel(), scope.namespaceLabel(), scope.podLabel()));
          }
          facts.row(row);
        });
    Instant at = facts.at();
    if (at == null) {
      return NOTHING;
    }
    var readings = new HashMap<String, PodReadings>();
    facts.pods().forEach(pod -> readings.put(pod, new Matches(facts.of(pod, 0))));
    return new Answer.Given(at, readings);
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    if (pods.isEmpty()) {
      return new Screening.Suspects(Set.of(), 0);
    }
    return screen.ask(rule, Scope.of(namespace, labels, pods), time, fresh);
  }
}
