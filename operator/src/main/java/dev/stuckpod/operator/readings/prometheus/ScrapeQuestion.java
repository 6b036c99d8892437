package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for all that a scrapeHang rule is judged by. One query for all pods; a second one, for those
 * alone whose scrapes fail, counts the failures in a row.
 */
final class ScrapeQuestion {

  /** So many raw samples of {@code up} are enough to count failures in a row. */
  private static final Duration LONGEST_SCRAPES = Duration.ofHours(1);

  private final QueryApi api;
  private final @Nullable LabelNames labels;

  ScrapeQuestion(QueryApi api, @Nullable LabelNames labels) {
    this.api = api;
    this.labels = labels;
  }

  /** Asks. */
  Answer ask(
      Rule.ScrapeHang rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time)
      throws QueryFailed {
    Scope scope = Scope.of(namespace, labels, pods);
    var targets = new ScrapeTable(scope, pods);
    api.query(Query.scrapes(scope), namespace, time, QueryApi.MOST_SERIES, targets);
    Instant at = targets.at();
    if (at == null) {
      return Answer.Given.NOTHING;
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
}
