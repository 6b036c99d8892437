package dev.stuckpod.operator.opening;

import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.operator.opening.limit.Recurrence;
import dev.stuckpod.operator.roster.PodRoster;
import java.time.Instant;
import java.util.Optional;

/** What a workload has shown before, by the same rule. */
record Recurring(PodRoster roster, KnownAnalyses known) {

  /** Tells whether its last incident has shown what is known already. */
  boolean isKnown(Mandate mandate, Case found) {
    String namespace = mandate.opener().namespace();
    return roster
        .find(namespace, found.pod().name())
        .flatMap(pod -> Recurrence.known(known.in(namespace), pod.owner(), by(mandate, found)))
        .isPresent();
  }

  /** Says when what is known may be dumped again; empty where it may be now. */
  Optional<String> limit(Mandate mandate, Case found, Instant now) {
    Frequency frequency = mandate.limits().perSignature();
    String namespace = mandate.opener().namespace();
    return frequency == null
        ? Optional.empty()
        : roster
            .find(namespace, found.pod().name())
            .flatMap(
                pod ->
                    Recurrence.limit(
                        known.in(namespace), pod.owner(), by(mandate, found), frequency, now));
  }

  private static String by(Mandate mandate, Case found) {
    return mandate.opener().mark() + "/" + found.rule();
  }
}
