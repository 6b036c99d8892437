package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the PromQL query that only tells which pods may be stuck, and how many can be judged. */
final class ShortQuery {

  /** The part that tells how many pods can be judged at all. */
  static final String READABLE = "readable";

  /** Rates are computed in floating point. */
  private static final double EPSILON = 1e-9;

  private ShortQuery() {}

  /** The short question for a rule; null where there is none. */
  static @Nullable String of(Rule rule, Scope scope) {
    return switch (rule) {
      case Rule.Clauses work -> suspects(work, scope);
      case Rule.ScrapeHang _ -> failingScrapes(scope);
      case Rule.LockWait _, Rule.OwnQuery _ -> null;
    };
  }

  /**
   * Asks which pods fulfil every clause of a rule. Whether their readings can be relied on is not
   * asked, and containers are not told apart: too many may be named, never too few. And how many
   * have all of its metrics and no target whose last scrape failed.
   */
  static String suspects(Rule.Clauses rule, Scope scope) {
    String window = Durations.format(rule.window());
    var clauses = new ArrayList<String>();
    for (Load load : rule.load()) {
      String series = scope.select(load.metric());
      clauses.add(sum(scope, Query.lasting(series, window)) + " > " + load.above());
    }
    for (Counter counter : rule.counters()) {
      clauses.add(
          switch (counter) {
            case Counter.AtMost(Metric metric, double perSecond) ->
                rate(scope, metric, window) + " <= " + (perSecond + EPSILON);
            case Counter.Ratio ratio -> ratio(scope, ratio, window);
          });
    }
    rule.signs().forEach(sign -> clauses.add(sign(scope, sign, window)));
    for (Metric gauge : rule.frozen()) {
      clauses.add(sum(scope, "changes(" + scope.select(gauge) + "[" + window + "])") + " == 0");
    }
    String pod = scope.namespaceLabel() + ", " + scope.podLabel();
    String stuck =
        clauses.stream()
            .map(clause -> "count by (%s) (%s)".formatted(pod, clause))
            .collect(Collectors.joining("\nand on (" + pod + ") "));
    String there =
        Query.metrics(rule).stream()
            .map(metric -> "count by (%s) (%s)".formatted(pod, scope.select(metric)))
            .collect(Collectors.joining(" and on (" + pod + ") "));
    return stuck
        + "\nor "
        + readable("%s unless on (%s) %s == 0".formatted(there, pod, scope.up()));
  }

  private static String sign(Scope scope, Sign sign, String window) {
    return switch (sign) {
      case Sign.AtLeast(Metric counter, double perSecond) ->
          rate(scope, counter, window) + " >= " + (perSecond - EPSILON);
      // of the least limit of all: which pod has which is not known to the source
      case Sign.OfLimit(Metric counter, double part) ->
          rate(scope, counter, window) + " >= " + number(part * scope.leastLimit() - EPSILON);
      case Sign.Stopped(Metric counter) -> rate(scope, counter, window) + " <= " + EPSILON;
      case Sign.Grows(Metric gauge, double by) ->
          "%s - %s >= %s and %s > 0"
              .formatted(
                  sum(scope, scope.select(gauge)),
                  sum(scope, scope.select(gauge) + " offset " + window),
                  by,
                  sum(scope, Query.lasting(scope.select(gauge), window)));
      case Sign.Older(Metric timestamp, Duration than) ->
          "time() - max by (%s) (%s) > %s and %s == 0"
              .formatted(
                  scope.group(),
                  scope.select(timestamp),
                  than.toMillis() / 1000.0,
                  sum(scope, "changes(" + scope.select(timestamp) + "[" + window + "])"));
      case Sign.Share(Metric part, Metric whole, double atLeast) ->
          "%s >= %s * %s"
              .formatted(
                  sum(scope, Query.lasting(scope.select(part), window)),
                  atLeast - EPSILON,
                  sum(scope, "max_over_time(" + scope.select(whole) + "[" + window + "])"));
    };
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "Inf" : Double.toString(value);
  }

  /** Asks which targets' last scrapes failed, and how many did not. */
  private static String failingScrapes(Scope scope) {
    return "%s == 0\nor %s".formatted(scope.up(), readable(scope.up() + " != 0"));
  }

  private static String readable(String pods) {
    return "label_replace(count(%s), \"%s\", \"%s\", \"\", \"\")"
        .formatted(pods, Query.PART, READABLE);
  }

  /** What leaves is at most a part of what arrives, or the two cannot be compared by labels. */
  private static String ratio(Scope scope, Counter.Ratio ratio, String window) {
    String in = rate(scope, ratio.in(), window);
    String left =
        "%s - %s * %s".formatted(rate(scope, ratio.out(), window), ratio.atMost() + EPSILON, in);
    String arrives = in + " > " + EPSILON;
    return "%s <= 0 and %s or (%s unless on (%s, %s) (%s))"
        .formatted(left, arrives, arrives, scope.namespaceLabel(), scope.podLabel(), left);
  }

  private static String rate(Scope scope, Metric metric, String window) {
    return sum(scope, "rate(" + scope.select(metric) + "[" + window + "])");
  }

  private static String sum(Scope scope, String expression) {
    return "sum by (" + scope.group() + ") (" + expression + ")";
  }
}
