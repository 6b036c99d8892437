package dev.stuckpod.operator.events;

/** Why an Event was written. */
public enum Reason {
  /** A rule has held long enough. */
  StuckPodDetected(true),
  /** A policy in Shadow mode would have opened an incident. */
  WouldCapture(false),
  /** A DumpAnalysis was created. */
  IncidentOpened(false),
  /** A limit of the policy keeps an incident from being opened. */
  LimitReached(true),
  /** Every pod of a workload is stuck at once: only some are sampled. */
  SharedDependencySuspected(true),
  /** Alertmanager had more alerts of a group than it sent. */
  AlertsTruncated(true),
  /** The policy's metrics cannot be used. */
  MetricsUnavailable(true),
  /** A load test has begun to be watched. */
  LoadTestOpened(false),
  /** A load test is over, and no pod got stuck. */
  LoadTestSucceeded(false),
  /** A pod got stuck in a load test. */
  LoadTestStuck(true),
  /** A load test is over, and nobody can say whether a pod got stuck. */
  LoadTestUnknown(true),
  /** A dump was asked for. */
  CaptureStarted(false),
  /** A dump was taken. */
  DumpTaken(false),
  /** A dump could not be taken. */
  CaptureFailed(true),
  /** The dump was explained. */
  Analyzed(false),
  /** A notification of it was given up. */
  NotificationFailed(true),
  /** The pod was given its sidecar. */
  SidecarInjected(false),
  /** The pod was not given a sidecar, and why. */
  NotInjected(true),
  /** The pod asked for a look before its app's end, and its app was given no hook for it. */
  NoLastLook(true),
  /** The pod's app and its sidecar run as different users. */
  UidMismatch(true);

  private final boolean warning;

  Reason(boolean warning) {
    this.warning = warning;
  }

  /** The Event's type: Warning or Normal. */
  public String type() {
    return warning ? "Warning" : "Normal";
  }
}
