package dev.stuckpod.operator.decide;

import org.jspecify.annotations.Nullable;

/**
 * One clause of a rule, held against readings.
 *
 * @param clause pod, source, readings, while, counters, frozen, busy, stopped, grows, heartbeat,
 *     share, up, node, scrape, presence, query, glance or locks
 * @param metric the metric or query that was asked
 * @param value what was read, with its unit where it has one
 * @param threshold what it is held against
 * @param message one sentence for a reader
 * @param against what follows where it does not hold; else null
 */
public record Clause(
    String clause,
    String metric,
    String value,
    String threshold,
    String message,
    @Nullable Decision against) {

  static Clause holds(
      String clause, Object metric, String value, String threshold, String message) {
    return new Clause(clause, metric.toString(), value, threshold, message, null);
  }

  static Clause fails(
      String clause, Object metric, String value, String threshold, Decision against) {
    return new Clause(clause, metric.toString(), value, threshold, against.message(), against);
  }

  /** Whether it is as the rule asks for. */
  public boolean holds() {
    return against == null;
  }

  Evidence evidence() {
    return new Evidence(clause, metric, value, message);
  }
}
