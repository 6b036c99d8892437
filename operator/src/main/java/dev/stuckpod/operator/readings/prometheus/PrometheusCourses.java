package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a source that speaks as Prometheus does for a whole stretch, in one query. */
public final class PrometheusCourses implements Courses {

  private final QueryApi api;
  private final @Nullable LabelNames labels;
  private final boolean ownQueriesReadAll;

  /**
   * Asks by an API.
   *
   * @param source says by which labels, and who sees to namespaces
   */
  public PrometheusCourses(QueryApi api, MetricsSourceSpec source) {
    this.api = api;
    this.labels = source.labels();
    this.ownQueriesReadAll = OwnNamespace.isLeftToTheSource(source);
  }

  @Override
  public Told over(Stretch stretch, Rule rule, String namespace, Collection<AskedPod> pods) {
    try {
      Scope scope = Scope.of(namespace, labels, pods);
      List<CourseQuery.Part> all = parts(rule, scope);
      List<CourseQuery.Part> parts = all.stream().limit(MOST_METRICS).toList();
      var table = new CourseTable(scope, pods, parts, stretch);
      api.range(CourseQuery.text(parts), namespace, stretch, table);
      return new Told.Given(table.courses(), all.size() - parts.size());
    } catch (QueryFailed failed) {
      return new Told.Missing(failed.of(rule).answer());
    }
  }

  /** A user's own query is asked as it was understood, and named as it was written. */
  private List<CourseQuery.Part> parts(Rule rule, Scope scope) throws QueryFailed {
    if (!(rule instanceof Rule.OwnQuery own) || ownQueriesReadAll) {
      return CourseQuery.parts(rule, scope);
    }
    return CourseQuery.parts(OwnNamespace.admit(own, scope), scope).stream()
        .map(part -> new CourseQuery.Part(own.query(), part.promql()))
        .toList();
  }
}
