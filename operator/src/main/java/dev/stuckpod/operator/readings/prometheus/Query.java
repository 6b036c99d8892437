package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Rule.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes one PromQL query for all that a rule is judged by: parts joined by {@code or}, told apart
 * by a label, so that each part's number comes back for each pod and can be shown as evidence.
 */
final class Query {

  /** Tells the parts apart: {@code <number of the metric>.<fact>[.<variant>]}. */
  static final String PART = "stuckpod";

  /** Prometheus' default lookback: longer than any scrape interval that works. */
  private static final Duration LOOKBACK = Duration.ofMinutes(5);

  /** How many points of the window are looked at for gaps. */
  private static final int STEPS = 12;

  private final Scope scope;
  private final List<String> parts = new ArrayList<>();

  private Query(Scope scope) {
    this.scope = scope;
  }

  /** Asks for everything a rule of clauses is judged by, but what happened before the window. */
  static String clauses(Rule.Clauses rule, Scope scope) {
    var query = new Query(scope);
    List<Metric> metrics = metrics(rule);
    String window = Durations.format(rule.window());
    for (int i = 0; i < metrics.size(); i++) {
      query.presence(i, scope.select(metrics.get(i)), window);
    }
    for (Rule.Use use : rule.uses()) {
      query.role(metrics.indexOf(use.metric()), use.role(), scope.select(use.metric()), window);
    }
    query.target(scope.select(metrics.getFirst()), rule.window());
    return query.text();
  }

  /** The least values of those series that are there now and were when the window began. */
  static String lasting(String series, String window) {
    return "min_over_time(%s[%s]) and %s and %s offset %s"
        .formatted(series, window, series, series, window);
  }

  /**
   * Asks anew from which targets the series of these pods come. Apart, because a selector of what
   * has no pod costs the source a look at all pods that it knows.
   */
  static String targets(Rule.Clauses rule, Scope scope) {
    var query = new Query(scope);
    List<Metric> metrics = metrics(rule);
    for (int i = 0; i < metrics.size(); i++) {
      query.anyTarget(i, scope.select(metrics.get(i)), Durations.format(rule.window()));
    }
    return query.text();
  }

  /** Asks whether gauges moved between the container's start and the window's start. */
  static String movedBefore(Rule.Clauses rule, Scope scope, Duration back) {
    var query = new Query(scope);
    List<Metric> metrics = metrics(rule);
    String range = "[" + Durations.format(back) + "] offset " + Durations.format(rule.window());
    for (Metric metric : rule.frozen()) {
      query.sum(
          metrics.indexOf(metric), Fact.Moved, "changes(" + scope.select(metric) + range + ")");
    }
    return query.text();
  }

  /** Asks whether scrapes of these pods fail, how long they take and how often they come. */
  static String scrapes(Scope scope) {
    var query = new Query(scope);
    String up = scope.up();
    query.add(0, Fact.Up, "", up);
    query.add(0, Fact.Duration, "", "scrape_duration_seconds" + up.substring(up.indexOf('{')));
    query.add(0, Fact.Interval, "", spacing(up, LOOKBACK));
    return query.text();
  }

  /** Joins a user's two queries. */
  static String own(Rule.OwnQuery rule, Scope scope) {
    var query = new Query(scope);
    // on lines of their own: a comment at the end of one may not swallow what follows
    query.add(0, Fact.Query, "", "(\n" + rule.query() + "\n)");
    query.add(0, Fact.Presence, "", "(\n" + rule.presence() + "\n)");
    return query.text();
  }

  /** The metrics of a rule; their places are their numbers. */
  static List<Metric> metrics(Rule.Clauses rule) {
    return rule.uses().stream().map(Rule.Use::metric).distinct().toList();
  }

  private void presence(int metric, String series, String window) {
    group(metric, Fact.Count, "max", "count_over_time(" + series + "[" + window + "])");
    ownTarget(metric, series, window);
    sum(metric, Fact.Value, series);
  }

  /**
   * The app's own target: a mesh proxy's up in the same pod, or any up without labels, proves
   * nothing; a target whose own labels name another pod may not speak for this one.
   */
  private void ownTarget(int metric, String series, String window) {
    group(metric, Fact.Up, "min", answers(series, window, own(), scope.up()));
    group(
        metric, Fact.Foreign, "count", "%s unless on (%s) %s".formatted(series, own(), scope.up()));
  }

  /** The app's own target, or that of an exporter that is no pod's. */
  private void anyTarget(int metric, String series, String window) {
    String exporter = "job, instance";
    group(
        metric,
        Fact.Up,
        "min",
        "%s or %s"
            .formatted(
                answers(series, window, own(), scope.up()),
                answers(series, window, exporter, scope.upOfNoPod())));
    group(
        metric,
        Fact.Foreign,
        "count",
        "%s unless on (%s) %s unless on (%s) %s"
            .formatted(series, own(), scope.up(), exporter, scope.upOfNoPod()));
  }

  /** The up of the target that each series comes from. */
  private static String answers(String series, String window, String labels, String up) {
    return "count_over_time(%s[%s]) * 0 + on (%s) group_left () min by (%s) (%s)"
        .formatted(series, window, labels, labels, up);
  }

  /** The labels by which a series and the target that is the pod's own are joined. */
  private String own() {
    return "job, instance, " + scope.namespaceLabel() + ", " + scope.podLabel();
  }

  private void role(int metric, Role role, String series, String window) {
    String range = series + "[" + window + "]";
    String before = series + " offset " + window;
    switch (role) {
      // range functions also see series that have ended: only what is there now and was there then
      case Load -> sum(metric, Fact.Min, lasting(series, window));
      case Counter -> {
        sum(metric, Fact.Rate, "rate(" + range + ")");
        // a counter that appears has been incremented, which rate() does not see
        sum(metric, Fact.Born, series + " unless " + before);
        sum(metric, Fact.Resets, "resets(" + range + ")");
        // Thanos smooths counters before it hands them to rate() and resets()
        String fell = "max_over_time(%s) > %s".formatted(range, series);
        add(metric, Fact.Resets, ".fell", "count by (" + scope.group() + ") (" + fell + ")");
      }
      case Queue -> {
        sum(metric, Fact.Min, lasting(series, window));
        sum(metric, Fact.Then, before);
      }
      case Beat -> {
        group(metric, Fact.Newest, "max", series);
        sum(metric, Fact.Changes, "changes(" + range + ")");
      }
      case Whole -> sum(metric, Fact.Max, "max_over_time(" + range + ")");
      case Frozen -> {
        sum(metric, Fact.Changes, "changes(" + range + ")");
        group(
            metric,
            Fact.Turnover,
            "count",
            "(%s unless %s) or (%s unless %s)".formatted(series, before, before, series));
      }
    }
  }

  private void target(String series, Duration window) {
    group(0, Fact.Scraped, "min", scope.up());
    var spans = new TreeSet<Duration>(List.of(window, window.multipliedBy(2), LOOKBACK));
    int variant = 0;
    for (Duration span : spans) {
      add(0, Fact.Interval, "." + variant++, min(spacing(series, span)));
    }
    Duration step = window.dividedBy(STEPS);
    add(
        0,
        Fact.Gap,
        "",
        min(
            "max_over_time((time() - timestamp(%s))[%s:%s])"
                .formatted(
                    series,
                    Durations.format(window),
                    Durations.format(step.isZero() ? Duration.ofMillis(1) : step))));
  }

  /** Seconds between two samples: what a gap lengthens in one span, another span tells. */
  private static String spacing(String series, Duration span) {
    String text = Durations.format(span);
    return "(timestamp(%s) - timestamp(%s offset %s)) / count_over_time(%s[%s])"
        .formatted(series, series, text, series, text);
  }

  private String min(String expression) {
    return "min by (" + scope.group() + ") (" + expression + ")";
  }

  private void sum(int metric, Fact fact, String expression) {
    group(metric, fact, "sum", expression);
  }

  private void group(int metric, Fact fact, String how, String expression) {
    add(metric, fact, "", how + " by (" + scope.group() + ") (" + expression + ")");
  }

  private void add(int metric, Fact fact, String variant, String expression) {
    parts.add(
        "label_replace(%s, \"%s\", \"%d.%s%s\", \"\", \"\")"
            .formatted(expression, PART, metric, fact.label(), variant));
  }

  private String text() {
    return String.join("\nor ", parts);
  }
}
