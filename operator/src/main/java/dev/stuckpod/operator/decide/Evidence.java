package dev.stuckpod.operator.decide;

/**
 * One reading that a decision rests on.
 *
 * @param clause while, counters, frozen, up, scrape, query, locks or sibling
 * @param metric the metric or query that was asked
 * @param value what was read, with its unit where it has one
 * @param message one sentence for a reader
 */
public record Evidence(String clause, String metric, String value, String message) {}
