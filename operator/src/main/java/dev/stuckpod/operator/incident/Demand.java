package dev.stuckpod.operator.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How often persons may ask for a dump, as {@code limits} says it of a policy. What was refused
 * does not count; a new process begins to count anew.
 */
final class Demand {

  private static final Duration HOUR = Duration.ofHours(1);

  private record Asked(String namespace, String pod, Instant at) {}

  private final OnDemandLimits limits;
  private final Clock clock;

  /** What was allowed in the last hour, by uid of the analysis, the oldest first. */
  private final Map<String, Asked> allowed = new LinkedHashMap<>();

  Demand(OnDemandLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Asks for one more; for the same one again once.
   *
   * @return empty when it is allowed; else a sentence that says which limit there is, and until
   *     when
   */
  synchronized Optional<String> refusal(Incident incident) {
    Instant now = clock.instant();
    allowed.values().removeIf(asked -> !asked.at().isAfter(now.minus(HOUR)));
    String uid = incident.analysis().getMetadata().getUid();
    var asked = new Asked(incident.namespace(), incident.spec().podName(), now);
    if (incident.spec().trigger() != null || allowed.containsKey(uid)) {
      return Optional.empty();
    }
    Predicate<Asked> sameNamespace = other -> other.namespace().equals(asked.namespace());
    Optional<String> refusal =
        exceeded(
                sameNamespace.and(other -> other.pod().equals(asked.pod())),
                limits.perPod(),
                "of this pod",
                "onDemand.perHour.pod")
            .or(
                () ->
                    exceeded(
                        sameNamespace,
                        limits.perNamespace(),
                        "in this namespace",
                        "onDemand.perHour.namespace"));
    if (refusal.isEmpty()) {
      allowed.put(uid, asked);
    }
    return refusal;
  }

  private Optional<String> exceeded(Predicate<Asked> counts, int limit, String of, String value) {
    var within = allowed.values().stream().filter(counts).map(Asked::at).toList();
    return within.size() < limit
        ? Optional.empty()
        : Optional.of(
            "%d dumps %s were asked for within an hour, as many as the chart's %s allows: ask again after %s."
                .formatted(within.size(), of, value, within.get(within.size() - limit).plus(HOUR)));
  }
}
