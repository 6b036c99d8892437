package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AnalyzedReason;
import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.crds.v1alpha1.CaptureStatusBuilder;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.conditions.Truth;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a status moves on. Every method gives a new status and leaves the old one as it was. */
final class Progress {

  private final Clock clock;
  private final Conditions conditions;

  Progress(Clock clock) {
    this.clock = clock;
    this.conditions = new Conditions(clock);
  }

  /** The time as statuses show it. */
  String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  DumpAnalysisStatus announce(
      @Nullable DumpAnalysisStatus status, @Nullable String nodeName, Long generation) {
    var first =
        DumpAnalysisStatusBuilder.builder(status == null ? empty() : status)
            .observedGeneration(generation);
    if (nodeName != null) {
      first.nodeName(nodeName);
    }
    return analyzed(
        captured(
            first.build(), Truth.Unknown, CapturedReason.Pending, CapturedReason.Pending.text()),
        Truth.Unknown,
        AnalyzedReason.Pending,
        AnalyzedReason.Pending.text());
  }

  private static DumpAnalysisStatus empty() {
    return DumpAnalysisStatusBuilder.builder().build();
  }

  DumpAnalysisStatus captured(
      DumpAnalysisStatus status, Truth truth, CapturedReason reason, String message) {
    return DumpAnalysisStatusBuilder.builder(status)
        .conditions(
            conditions.set(
                status.conditions(),
                Step.CAPTURED,
                truth,
                reason,
                message,
                status.observedGeneration()))
        .build();
  }

  DumpAnalysisStatus analyzed(
      DumpAnalysisStatus status, Truth truth, AnalyzedReason reason, String message) {
    return DumpAnalysisStatusBuilder.builder(status)
        .conditions(
            conditions.set(
                status.conditions(),
                Step.ANALYZED,
                truth,
                reason,
                message,
                status.observedGeneration()))
        .build();
  }

  /** Writes down what is about to be done, before it is done. */
  DumpAnalysisStatus intend(DumpAnalysisStatus status, Attempt attempt) {
    var attempts = new ArrayList<>(attempts(status));
    attempts.add(attempt);
    return captured(
        withAttempts(status, attempts),
        Truth.Unknown,
        CapturedReason.Running,
        "Taking a dump by %s".formatted(attempt.method()));
  }

  /** Writes down how an attempt ended. */
  DumpAnalysisStatus conclude(
      DumpAnalysisStatus status, String attemptId, AttemptOutcome outcome, String message) {
    var attempts = new ArrayList<Attempt>();
    for (Attempt attempt : attempts(status)) {
      attempts.add(
          attempt.id().equals(attemptId) && attempt.outcome() == null
              ? AttemptBuilder.builder(attempt)
                  .outcome(outcome.name())
                  .message(message.length() <= 512 ? message : message.substring(0, 511) + "…")
                  .finishedAt(now())
                  .build()
              : attempt);
    }
    return withAttempts(status, attempts);
  }

  DumpAnalysisStatus restarted(DumpAnalysisStatus status, boolean restarted) {
    CaptureStatus capture =
        status.capture() == null ? new CaptureStatus(null, null) : status.capture();
    return DumpAnalysisStatusBuilder.builder(status)
        .capture(CaptureStatusBuilder.builder(capture).containerRestarted(restarted).build())
        .build();
  }

  DumpAnalysisStatus addDump(DumpAnalysisStatus status, DumpInfo dump) {
    var dumps = new ArrayList<>(dumps(status));
    dumps.add(dump);
    return DumpAnalysisStatusBuilder.builder(status).dumps(dumps).build();
  }

  static List<DumpInfo> dumps(DumpAnalysisStatus status) {
    return status.dumps() == null ? List.of() : status.dumps();
  }

  static List<Attempt> attempts(DumpAnalysisStatus status) {
    return status.capture() == null || status.capture().attempts() == null
        ? List.of()
        : status.capture().attempts();
  }

  private static DumpAnalysisStatus withAttempts(
      DumpAnalysisStatus status, List<Attempt> attempts) {
    CaptureStatus capture =
        status.capture() == null ? new CaptureStatus(null, null) : status.capture();
    return DumpAnalysisStatusBuilder.builder(status)
        .capture(CaptureStatusBuilder.builder(capture).attempts(List.copyOf(attempts)).build())
        .build();
  }
}
