package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Matches;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Asks what a user wrote, and takes no series that name no pod. */
final class OwnQuestion {

  /** So many series may a query of a user's own return beside two for each pod. */
  private static final int OWN_SERIES = 10_000;

  private final QueryApi api;
  private final @Nullable LabelNames labels;

  OwnQuestion(QueryApi api, @Nullable LabelNames labels) {
    this.api = api;
    this.labels = labels;
  }

  /** Asks. */
  Answer ask(
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
      return Answer.Given.NOTHING;
    }
    var readings = new HashMap<String, PodReadings>();
    facts.pods().forEach(pod -> readings.put(pod, new Matches(facts.of(pod, 0))));
    return new Answer.Given(at, readings);
  }
}
