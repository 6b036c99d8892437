package dev.stuckpod.operator.incident.state;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The attempts of an incident, in the order in which they were begun, and how they go on. */
record Attempts(List<Attempt> all) {

  /** Those that a status tells of. */
  static Attempts of(DumpAnalysisStatus status) {
    return new Attempts(
        status.capture() == null || status.capture().attempts() == null
            ? List.of()
            : status.capture().attempts());
  }

  /** The one that was begun and not ended. */
  Optional<Attempt> open() {
    return all.stream().filter(attempt -> attempt.outcome() == null).findFirst();
  }

  /** When the last of them ended that ended after an instant; else that instant. */
  Instant lastEndAfter(Instant began) {
    return all.stream()
        .map(Attempt::finishedAt)
        .filter(finished -> finished != null)
        .map(Instant::parse)
        .filter(finished -> finished.isAfter(began))
        .max(Instant::compareTo)
        .orElse(began);
  }

  /** One more. */
  Attempts with(Attempt attempt) {
    var more = new ArrayList<>(all);
    more.add(attempt);
    return new Attempts(List.copyOf(more));
  }

  /** Its signal was sent. */
  Attempts signalled(String id, String at) {
    return changed(id, a -> AttemptBuilder.builder(a).signalledAt(at).build());
  }

  /** It has ended; how it ended first stays. */
  Attempts concluded(String id, AttemptOutcome outcome, String message, String at) {
    return changed(
        id,
        a ->
            a.outcome() == null
                ? AttemptBuilder.builder(a)
                    .outcome(outcome.name())
                    .message(message)
                    .finishedAt(at)
                    .build()
                : a);
  }

  private Attempts changed(String id, UnaryOperator<Attempt> how) {
    return new Attempts(all.stream().map(a -> a.id().equals(id) ? how.apply(a) : a).toList());
  }
}
