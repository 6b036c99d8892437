package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.http.Series;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rows of an answer are about what was asked. Rows of another namespace, pod or
 * container are left out, whatever the query says.
 */
final class AskedRows {

  private final Scope scope;
  private final Map<String, String> containers;
  private @Nullable Instant at;

  AskedRows(Scope scope, Collection<AskedPod> asked) {
    this.scope = scope;
    this.containers = asked.stream().collect(Collectors.toMap(AskedPod::name, AskedPod::container));
  }

  /** Tells of one row. */
  boolean isAsked(Series row) {
    if (at == null) {
      at = row.at();
    }
    String container = containers.get(pod(row));
    String says = container(row);
    return container != null
        && scope.namespace().equals(row.label(scope.namespaceLabel()))
        && (says.isEmpty() || says.equals(container));
  }

  /** Which pod a row is about. */
  String pod(Series row) {
    return row.label(scope.podLabel());
  }

  /** Which container a row is about; empty where it does not say. */
  String container(Series row) {
    return scope.containerLabel().isEmpty() ? "" : row.label(scope.containerLabel());
  }

  /** Names of pods that were asked about. */
  Set<String> pods() {
    return containers.keySet();
  }

  /** When the source evaluated; absent where it had nothing to say. */
  @Nullable Instant at() {
    return at;
  }
}
