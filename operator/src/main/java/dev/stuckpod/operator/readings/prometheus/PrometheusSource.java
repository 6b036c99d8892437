package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source that speaks as Prometheus does, for each kind of rule its own question; in short
 * first, where that is possible.
 */
public final class PrometheusSource implements Source {

  private final WorkQuestion work;
  private final ScrapeQuestion scrapes;
  private final OwnQuestion own;
  private final Screen screen;
  private final @Nullable LabelNames labels;
  private final boolean ownQueriesReadAll;

  /**
   * Asks by an API.
   *
   * @param source says by which labels, and who sees to namespaces
   */
  public PrometheusSource(QueryApi api, MetricsSourceSpec source) {
    this.labels = source.labels();
    this.work = new WorkQuestion(api, labels);
    this.scrapes = new ScrapeQuestion(api, labels);
    this.own = new OwnQuestion(api, labels);
    this.screen = new Screen(api);
    this.ownQueriesReadAll = OwnNamespace.isLeftToTheSource(source);
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    try {
      Rule admitted = admitted(rule, Scope.of(namespace, labels, pods));
      if (pods.isEmpty()) {
        return Answer.Given.NOTHING;
      }
      return switch (admitted) {
        case Rule.Clauses progress -> work.ask(progress, namespace, pods, time);
        case Rule.ScrapeHang hang -> scrapes.ask(hang, namespace, pods, time);
        case Rule.LockWait _ -> Answer.Given.NOTHING; // no metric tells it
        case Rule.OwnQuery query -> own.ask(query, namespace, pods, time);
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
