package dev.stuckpod.operator.loadtest.suspicion;

/** Whether there is a load, and how that is known. */
public enum Load {
  /** Not yet. */
  Calm,
  /** The window says so, by its clock; whether it really goes on, nobody has seen. */
  Assumed,
  /** Its command, TestRun or Job is seen to run. */
  Running,
  /** Not any more. */
  Ended;

  /** Whether there is one. */
  public boolean goesOn() {
    return this == Assumed || this == Running;
  }
}
