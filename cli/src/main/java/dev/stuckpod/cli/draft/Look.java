package dev.stuckpod.cli.draft;

import dev.stuckpod.cli.draft.Page.Metric;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pod exports.
 *
 * @param where pod, port and path, for a reader
 * @param first what it said
 * @param second what it said again; the same where it was asked once
 * @param seconds between the two
 * @param cores limit of the container's CPU; null: none
 */
record Look(String where, Page first, Page second, long seconds, @Nullable Double cores) {

  /** Whether there is a series of that name, with these labels. */
  boolean has(String name, Map<String, String> labels) {
    return Optional.ofNullable(second.metrics().get(name))
        .filter(one -> one.has(labels))
        .isPresent();
  }

  /** The counters, or the gauges. */
  Stream<Metric> all(boolean counters, Predicate<String> names) {
    return second.metrics().values().stream()
        .filter(one -> one.counter() == counters && names.test(one.name()));
  }

  /** How much a metric has changed between the two. */
  double change(Metric metric) {
    Metric before = first.metrics().get(metric.name());
    return before == null ? metric.sum() : metric.sum() - before.sum();
  }
}
