package dev.stuckpod.status;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

/** A status with less said of what was done; that it was done stays. */
final class Shortened {

  /** What is left of a sentence beside the analysis where nothing else helps. */
  private static final int SHORT = 128;

  private Shortened() {}

  static DumpAnalysisStatus of(DumpAnalysisStatus status) {
    var all = DumpAnalysisStatusBuilder.builder(status);
    if (status.dumps() != null) {
      all.dumps(status.dumps().stream().map(Shortened::of).toList());
    }
    if (status.capture() != null && status.capture().attempts() != null) {
      all.capture(
          CaptureStatusBuilder.builder(status.capture())
              .attempts(status.capture().attempts().stream().map(Shortened::of).toList())
              .build());
    }
    if (status.conditions() != null) {
      all.conditions(status.conditions().stream().map(Shortened::of).toList());
    }
    return all.build();
  }

  private static Condition of(Condition condition) {
    return condition.getMessage() == null
        ? condition
        : new ConditionBuilder(condition).withMessage(cut(condition.getMessage())).build();
  }

  private static DumpInfo of(DumpInfo dump) {
    return dump.problems() == null
        ? dump
        : DumpInfoBuilder.builder(dump)
            .problems(dump.problems().stream().limit(1).map(Shortened::cut).toList())
            .build();
  }

  private static Attempt of(Attempt attempt) {
    return attempt.message() == null
        ? attempt
        : AttemptBuilder.builder(attempt).message(cut(attempt.message())).build();
  }

  private static String cut(String sentence) {
    return OneLine.of(sentence).within(SHORT).text();
  }
}
