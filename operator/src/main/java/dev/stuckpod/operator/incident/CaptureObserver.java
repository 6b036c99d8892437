package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;

/** Is told how attempts end: for Events, metrics and the log. */
interface CaptureObserver {

  /** Is told once for each attempt. */
  void ended(DumpAnalysis analysis, CaptureMethod method, AttemptOutcome outcome, String message);
}
