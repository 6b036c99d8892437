package dev.stuckpod.status;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

/** Says less of what was done, where an object would be larger than it should be. */
public final class FewerWords {

  /** What is left of a sentence beside the analysis where nothing else helps. */
  private static final int SHORT = 128;

  private static final String NO_HISTORY =
      "How the readings were before is left out: the object would be too large.";

  private FewerWords() {}

  /**
   * Gives an object that is no larger than it should be, as far as fewer words make it smaller.
   * What was done stays, and what was found.
   */
  public static DumpAnalysis bounded(DumpAnalysis analysis) {
    return Weight.of(analysis) <= Explanation.OBJECT ? analysis : of(analysis);
  }

  /** Gives the same object with less said of what was done. */
  public static DumpAnalysis of(DumpAnalysis analysis) {
    var shorter = new DumpAnalysis();
    shorter.setMetadata(analysis.getMetadata());
    shorter.setSpec(analysis.getSpec());
    shorter.setStatus(analysis.getStatus() == null ? null : of(analysis.getStatus()));
    return shorter;
  }

  /** Gives the same status with less said of what was done. */
  static DumpAnalysisStatus of(DumpAnalysisStatus status) {
    var all = DumpAnalysisStatusBuilder.builder(status);
    if (status.dumps() != null) {
      all.dumps(status.dumps().stream().map(FewerWords::shortened).toList());
    }
    if (status.capture() != null && status.capture().attempts() != null) {
      all.capture(
          CaptureStatusBuilder.builder(status.capture())
              .attempts(status.capture().attempts().stream().map(FewerWords::shortened).toList())
              .build());
    }
    if (status.history() != null && status.history().lines() != null) {
      all.history(new History(null, null, null, null, null, NO_HISTORY));
    }
    if (status.conditions() != null) {
      all.conditions(status.conditions().stream().map(FewerWords::shortened).toList());
    }
    return all.build();
  }

  private static Condition shortened(Condition condition) {
    return condition.getMessage() == null
        ? condition
        : new ConditionBuilder(condition).withMessage(cut(condition.getMessage())).build();
  }

  private static DumpInfo shortened(DumpInfo dump) {
    return dump.problems() == null
        ? dump
        : DumpInfoBuilder.builder(dump)
            .problems(dump.problems().stream().limit(1).map(FewerWords::cut).toList())
            .build();
  }

  private static Attempt shortened(Attempt attempt) {
    return attempt.message() == null
        ? attempt
        : AttemptBuilder.builder(attempt).message(cut(attempt.message())).build();
  }

  private static String cut(String sentence) {
    return OneLine.of(sentence).within(SHORT).text();
  }
}
