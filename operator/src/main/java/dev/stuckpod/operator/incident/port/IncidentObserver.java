package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.protocol.CaptureMethod;

/** Is told what becomes of incidents: for Events, metrics and the log. */
public interface IncidentObserver {

  /** A dump is asked for. */
  void started(DumpAnalysis analysis);

  /** An attempt has ended; told once for each. */
  void ended(DumpAnalysis analysis, CaptureMethod method, AttemptOutcome outcome, String message);

  /** There is no dump, and will be none. */
  void failed(DumpAnalysis analysis, CapturedReason reason, String message);

  /**
   * A dump was explained.
   *
   * @param before sentences that say whether the same was seen before; empty where it was not
   */
  void explained(DumpAnalysis analysis, String before);
}
