package dev.stuckpod.operator.loadtest.window;

/** Why a window's load is over, or the window. */
public enum Ending {
  /** Its time was over, or its TestRun or Job has finished. */
  LoadEnded,
  /** Somebody said so. */
  Closed,
  /** Its TestRun or Job has failed while it ran. */
  LoadFailed,
  /** Its TestRun or Job has failed before it was seen to run. */
  LoadNeverRan,
  /** Its TestRun or Job was deleted. */
  LoadGone,
  /** It still ran, or had not begun, when the deadline passed. */
  DeadlinePassed
}
