package dev.stuckpod.operator.opening;

import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.opening.limit.Frequency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How often persons may ask for a dump, as {@code limits} says it of a policy. What was refused
 * does not count; a new process knows from the DumpAnalyses what was asked for before.
 */
public final class Demand {

  private static final Duration HOUR = Duration.ofHours(1);

  private record Asked(String namespace, String pod, Instant at) {}

  private final OnDemandLimits limits;
  private final KnownAnalyses known;
  private final Clock clock;

  /** What was allowed in the last hour, by uid of the analysis. */
  private final Map<String, Asked> allowed = new LinkedHashMap<>();

  /**
   * Keeps to the limits.
   *
   * @param known what was asked for in a former life, too
   */
  public Demand(OnDemandLimits limits, KnownAnalyses known, Clock clock) {
    this.limits = limits;
    this.known = known;
    this.clock = clock;
  }

  /**
   * Asks for one more; for the same one again once.
   *
   * @param uid of the analysis
   * @param pod that a dump is asked of
   * @return empty when it is allowed; else a sentence that says which limit there is, and until
   *     when
   */
  public synchronized Optional<String> refusal(Opener opener, String uid, String pod) {
    return switch (opener) {
      case Opener.Standing _ -> Optional.empty(); // its limits come before it opens
      case Opener.Person(String namespace) -> refusal(uid, namespace, pod);
    };
  }

  private Optional<String> refusal(String uid, String namespace, String pod) {
    Instant now = clock.instant();
    allowed.values().removeIf(asked -> !asked.at().isAfter(now.minus(HOUR)));
    var asked = new Asked(namespace, pod, now);
    recall(namespace, now.minus(HOUR));
    if (allowed.containsKey(uid)) {
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

  /** Takes in what others have allowed; when it was asked for is told to the second. */
  private void recall(String namespace, Instant oldest) {
    for (AnalysisView view : known.in(namespace)) {
      if (Opener.of(view) instanceof Opener.Person
          && view.allowed()
          && view.created().isAfter(oldest)) {
        allowed.putIfAbsent(
            view.getMetadata().getUid(),
            new Asked(namespace, String.valueOf(view.podName()), view.created()));
      }
    }
  }

  private Optional<String> exceeded(Predicate<Asked> counts, int limit, String of, String value) {
    var within = allowed.values().stream().filter(counts).map(Asked::at).sorted().toList();
    return new Frequency(limit, HOUR)
        .exceeded(within)
        .map(
            full ->
                "%d dumps %s were asked for within an hour, as many as the chart's %s allows: ask again after %s."
                    .formatted(full.count(), of, value, full.free()));
  }
}
