package dev.stuckpod.operator.loadtest.window;

/** What a note is about, in one word. */
public enum NoteReason {
  /** The pod came during the window. */
  Joined,
  /** It went, and others took its place. */
  Replaced,
  /** It went, and its workload is smaller. */
  ScaledIn,
  /** It went, and pods of another version came. */
  RolledOut,
  Evicted,
  Restarted,
  OOMKilled,
  /** It lost its readiness. */
  NotReady,
  /** The kubelet says that a probe has failed. */
  ProbeFailed,
  /** It was suspected and looked at, and is not stuck. */
  Looked,
  /** It was suspected, and moves again. */
  Recovered,
  /** It could not be seen, or not be looked at. */
  NotSeen,
  /** Facts that could not be read; by nothing of them is it told that a pod is stuck. */
  NotRead,
  /** Pods or series that there was no room for. */
  LeftOut,
  /** What has become of the load. */
  Load,
  /** There were more notes than are kept. */
  More;

  /** Whether it says that the pod went. */
  public boolean leaves() {
    return switch (this) {
      case Replaced, ScaledIn, RolledOut, Evicted -> true;
      default -> false;
    };
  }
}
