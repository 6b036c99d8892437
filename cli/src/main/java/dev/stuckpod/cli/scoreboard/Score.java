package dev.stuckpod.cli.scoreboard;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;

/**
 * How an analysis compares with the label of its dump.
 *
 * @param label what was expected
 * @param file the dump's name
 * @param got kind and confidence of the first finding, or the verdict where there is none
 * @param result right, unsure or wrong
 * @param classRight whether the first finding has the labelled class
 * @param sure whether it claims to be Strong or Proven
 */
record Score(
    Label label, String file, String got, Result result, boolean classRight, boolean sure) {

  /** What the comparison gives. */
  enum Result {
    /** Class and kind agree; or nothing was found where nothing is. */
    RIGHT,
    /** Nothing is claimed, or only the kind differs in a suspicion. */
    UNSURE,
    /** Something else is claimed. */
    WRONG
  }

  static Score of(Label label, String file, Analysis analysis) {
    if (analysis.findings().isEmpty()) {
      boolean right = label.category() == null;
      return new Score(label, file, "-", right ? Result.RIGHT : Result.UNSURE, right, false);
    }
    Finding first = analysis.findings().getFirst();
    boolean classRight = first.category().equals(label.category());
    boolean sure = first.confidence().compareTo(Confidence.Strong) >= 0;
    return new Score(
        label,
        file,
        "%s %s (%s)".formatted(first.category().label(), first.kind().label(), first.confidence()),
        result(label, first.kind(), classRight, sure),
        classRight,
        sure);
  }

  private static Result result(Label label, Kind kind, boolean classRight, boolean sure) {
    if (label.category() == null) {
      return Result.WRONG;
    }
    if (label.isKind(kind) && classRight) {
      return Result.RIGHT;
    }
    // to say that no holder is visible claims no cause
    return kind == Kind.ORPHAN_LOCK || classRight && !sure ? Result.UNSURE : Result.WRONG;
  }
}
