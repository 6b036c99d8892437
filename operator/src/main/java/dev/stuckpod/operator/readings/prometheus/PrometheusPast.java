package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Past;
import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.readings.http.Series;
import dev.stuckpod.operator.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source that speaks as Prometheus does the short question of many times in one query. What
 * is too much for it at once is asked in halves.
 */
public final class PrometheusPast implements Past {

  /** Numbers that a source computes at once: it has to hold them for each part of a query. */
  private static final int AT_ONCE = 500_000;

  /** Prometheus refuses more than 11,000. */
  private static final int MOST_TICKS = 5_000;

  /** Fewer are not asked in halves: then something else is wrong. */
  private static final int FEWEST_TICKS = 20;

  /** Ten thousand pods, and so many points of each, are an answer that can be read. */
  private static final int MOST_SIGHTINGS = 100;

  private static final Set<Failure> TOO_MUCH =
      Set.of(Failure.SourceUnreachable, Failure.AnswerTooLarge, Failure.QueryRejected);

  private final QueryApi api;
  private final @Nullable LabelNames labels;
  private final boolean ownQueriesReadAll;

  /**
   * Asks by an API.
   *
   * @param source says by which labels, and who sees to namespaces
   */
  public PrometheusPast(QueryApi api, MetricsSourceSpec source) {
    this.api = api;
    this.labels = source.labels();
    this.ownQueriesReadAll = OwnNamespace.isLeftToTheSource(source);
  }

  @Override
  public List<Screening> screen(
      Rule rule, String namespace, Collection<AskedPod> pods, Ticks ticks) {
    if (pods.isEmpty()) {
      return Collections.nCopies(ticks.count(), new Screening.Suspects(Set.of(), 0));
    }
    Scope scope = Scope.of(namespace, labels, pods);
    var all = new ArrayList<Screening>(ticks.count());
    int most = Math.clamp(AT_ONCE / pods.size(), FEWEST_TICKS, MOST_TICKS);
    try {
      String query = query(rule, scope);
      if (query == null) {
        return Collections.nCopies(ticks.count(), new Screening.Unsuited());
      }
      for (Ticks part : ticks.inPartsOf(most)) {
        all.addAll(screen(query, scope, part));
      }
      return all;
    } catch (QueryFailed failed) {
      return List.of(new Screening.Failed(failed.of(rule).answer()));
    }
  }

  /** A user's own query has no short form: who has a series of it may be stuck. */
  private @Nullable String query(Rule rule, Scope scope) throws QueryFailed {
    if (rule instanceof Rule.OwnQuery own) {
      Rule.OwnQuery admitted = ownQueriesReadAll ? own : OwnNamespace.admit(own, scope);
      return "count by (%s) (\n%s\n)".formatted(scope.group(), admitted.query());
    }
    return ShortQuery.of(rule, scope);
  }

  private List<Screening> screen(String query, Scope scope, Ticks ticks) throws QueryFailed {
    var table = new ScreenTable(scope, ticks.count());
    try {
      api.range(
          query,
          scope.namespace(),
          ticks,
          QueryApi.MOST_SERIES,
          row -> row.points().forEach(point -> table.add(row, ticks.nearest(point.at()), point)));
      return table.screenings();
    } catch (QueryFailed failed) {
      if (!TOO_MUCH.contains(failed.failure()) || ticks.count() < 2 * FEWEST_TICKS) {
        throw failed;
      }
      var halves = new ArrayList<Screening>(ticks.count());
      for (Ticks half : ticks.inPartsOf(Math.ceilDiv(ticks.count(), 2))) {
        halves.addAll(screen(query, scope, half));
      }
      return halves;
    }
  }

  /** Who was named at which time. */
  private static final class ScreenTable {

    private final Scope scope;
    private final List<Set<String>> suspects = new ArrayList<>();
    private final long[] readable;

    ScreenTable(Scope scope, int count) {
      this.scope = scope;
      this.readable = new long[count];
      for (int i = 0; i < count; i++) {
        suspects.add(new HashSet<>(0));
      }
    }

    void add(Series row, int tick, Series.Point point) {
      if (tick < 0 || tick >= readable.length) {
        return;
      }
      if (ShortQuery.READABLE.equals(row.label(Query.PART))) {
        readable[tick] = (long) point.value();
      } else if (scope.namespace().equals(row.label(scope.namespaceLabel()))
          && scope.pods().contains(row.label(scope.podLabel()))) {
        suspects.get(tick).add(row.label(scope.podLabel()));
      }
    }

    List<Screening> screenings() {
      var all = new ArrayList<Screening>();
      for (int i = 0; i < readable.length; i++) {
        all.add(new Screening.Suspects(suspects.get(i), readable[i]));
      }
      return all;
    }
  }

  @Override
  public Told seen(Collection<Rule> rules, String namespace, String names, Ticks ticks) {
    var sightings = new Sightings(Scope.of(namespace, labels, List.of()));
    try {
      for (String query : sightings.queries(rules, names)) {
        for (Ticks part : ticks.inPartsOf(MOST_SIGHTINGS)) {
          api.range(query, namespace, part, QueryApi.MOST_SERIES, sightings);
        }
      }
      return new Told.Given(sightings.pods(ticks.from()));
    } catch (QueryFailed failed) {
      return new Told.Missing(failed.answer());
    }
  }
}
