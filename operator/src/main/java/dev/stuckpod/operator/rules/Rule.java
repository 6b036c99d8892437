package dev.stuckpod.operator.rules;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.NoProgress.CounterClause;
import dev.stuckpod.crds.v1alpha1.NoProgress.MetricSelector;
import dev.stuckpod.crds.v1alpha1.StuckWhen.StuckRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One way to be stuck. */
public sealed interface Rule {

  /** Shown in readings, Events and metrics. */
  String name();

  /** How far back the rule looks: a container younger than this cannot be judged. */
  Duration window();

  /** Work is held and nothing completes. */
  record NoProgress(
      String name, Duration window, List<Load> load, List<Counter> counters, List<Metric> frozen)
      implements Rule {

    /** Every metric that the rule asks for, in the order of its clauses. */
    public List<Use> uses() {
      var uses = new ArrayList<Use>();
      load.forEach(clause -> uses.add(new Use(Role.Load, clause.metric())));
      for (Counter counter : counters) {
        switch (counter) {
          case Counter.AtMost(Metric metric, var _) -> uses.add(new Use(Role.Counter, metric));
          case Counter.Ratio(Metric out, Metric in, var _) -> {
            uses.add(new Use(Role.Counter, out));
            uses.add(new Use(Role.Counter, in));
          }
        }
      }
      frozen.forEach(metric -> uses.add(new Use(Role.Frozen, metric)));
      return uses.stream().distinct().toList();
    }
  }

  /** The pod accepts connections and no longer answers scrapes. */
  record ScrapeHang(String name, int consecutive) implements Rule {

    /** Scrape intervals differ: this is the least that is sensible for the common ones. */
    @Override
    public Duration window() {
      return Duration.ofMinutes(1);
    }
  }

  /** A query of the user's own: a series means stuck. */
  record OwnQuery(String name, String query, String presence) implements Rule {

    private static final Pattern RANGE = Pattern.compile("\\[\\s*([0-9a-z]+)");

    /** The longest range that the query names: before that, samples of another container count. */
    @Override
    public Duration window() {
      Duration longest = Duration.ofMinutes(1);
      for (Matcher range = RANGE.matcher(query); range.find(); ) {
        if (range.group(1).matches(Durations.PATTERN)) {
          Duration named = Durations.parse(range.group(1));
          longest = named.compareTo(longest) > 0 ? named : longest;
        }
      }
      return longest;
    }
  }

  /** What a metric is used for. */
  enum Role {
    Load,
    Counter,
    Frozen
  }

  /** One metric in one role. */
  record Use(Role role, Metric metric) {}

  /**
   * Parses a rule that the API server has accepted.
   *
   * @throws IllegalArgumentException with a sentence, should it have accepted too much
   */
  static Rule of(StuckRule rule) {
    if (rule.noProgress() != null) {
      var asked = rule.noProgress();
      return new NoProgress(
          rule.name(),
          Durations.parse(Objects.requireNonNullElse(asked.window(), "1m")),
          list(asked.load()).stream()
              .map(c -> new Load(Metric.of(c.metric(), c.match()), or(c.above(), 0)))
              .toList(),
          list(asked.counters()).stream().map(Rule::counter).toList(),
          list(asked.frozen()).stream().map(Rule::metric).toList());
    }
    if (rule.scrapeHang() != null) {
      Integer consecutive = rule.scrapeHang().consecutive();
      return new ScrapeHang(rule.name(), consecutive == null ? 3 : consecutive);
    }
    if (rule.promql() != null) {
      return new OwnQuery(rule.name(), rule.promql().query(), rule.promql().presence());
    }
    throw new IllegalArgumentException(
        "Rule " + rule.name() + " is empty: give it noProgress, scrapeHang or promql.");
  }

  private static Counter counter(CounterClause clause) {
    if (clause.out() != null && clause.in() != null) {
      return new Counter.Ratio(
          metric(clause.out()), metric(clause.in()), or(clause.atMostRatio(), 0));
    }
    if (clause.metric() == null) {
      throw new IllegalArgumentException("A counter needs metric, or out and in.");
    }
    return new Counter.AtMost(Metric.of(clause.metric(), clause.match()), or(clause.atMost(), 0));
  }

  private static Metric metric(MetricSelector selector) {
    return Metric.of(selector.metric(), selector.match());
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
