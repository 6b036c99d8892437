package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/** Writes one PromQL query for what a rule's metrics were: a part for each, told by a label. */
final class CourseQuery {

  private CourseQuery() {}

  /**
   * One line for each pod.
   *
   * @param metric as evidence names it
   * @param promql of its value at a time, by pod
   */
  record Part(String metric, String promql) {}

  /** The parts of a rule, in the order of its clauses. */
  static List<Part> parts(Rule rule, Scope scope) {
    return switch (rule) {
      case Rule.Clauses clauses ->
          Query.metrics(clauses).stream()
              .map(metric -> part(metric.toString(), "sum", scope.select(metric), scope))
              .toList();
      case Rule.ScrapeHang _ -> {
        String up = scope.up();
        String duration = "scrape_duration_seconds" + up.substring(up.indexOf('{'));
        yield List.of(
            part("up", "min", up, scope), part("scrape_duration_seconds", "max", duration, scope));
      }
      case Rule.LockWait _ -> List.of(); // no metric tells it
      // on lines of their own: a comment at the end of one may not swallow what follows
      case Rule.OwnQuery own -> List.of(part(own.query(), "max", "\n" + own.query() + "\n", scope));
    };
  }

  /** Joins parts; their places are their numbers. */
  static String text(List<Part> parts) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      texts.add(
          "label_replace(%s, \"%s\", \"%d\", \"\", \"\")"
              .formatted(parts.get(i).promql(), Query.PART, i));
    }
    return String.join("\nor ", texts);
  }

  private static Part part(String metric, String how, String series, Scope scope) {
    return new Part(metric, how + " by (" + scope.group() + ") (" + series + ")");
  }
}
