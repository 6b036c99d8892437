package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks a source the short question, once for all policies to whom it is the same. */
final class Screen {

  private final QueryApi api;
  private final SharedAnswers shared = new SharedAnswers();

  Screen(QueryApi api) {
    this.api = api;
  }

  /** Asks, where there is such a question for the rule. */
  Screening ask(Rule rule, Scope scope, @Nullable Instant time, Duration fresh) {
    String query = ShortQuery.of(rule, scope);
    if (query == null) {
      return new Screening.Unsuited();
    }
    try {
      Screening.Suspects all = shared.get(query + time, fresh, () -> named(query, time, scope));
      var own = new HashSet<>(all.pods());
      own.retainAll(scope.pods());
      return new Screening.Suspects(own, all.readable());
    } catch (QueryFailed failed) {
      return new Screening.Failed(failed.of(rule).answer());
    }
  }

  private Screening.Suspects named(String query, @Nullable Instant time, Scope scope)
      throws QueryFailed {
    var pods = new HashSet<String>();
    var readable = new AtomicLong();
    api.query(
        query,
        scope.namespace(),
        time,
        QueryApi.MOST_SERIES,
        row -> {
          if (ShortQuery.READABLE.equals(row.label(Query.PART))) {
            readable.set((long) row.value());
          } else if (scope.namespace().equals(row.label(scope.namespaceLabel()))) {
            pods.add(row.label(scope.podLabel()));
          }
        });
    return new Screening.Suspects(Set.copyOf(pods), readable.get());
  }
}
