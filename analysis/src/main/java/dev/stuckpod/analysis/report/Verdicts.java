package dev.stuckpod.analysis.report;

/** Maps the kind of the most certain finding to a verdict. */
public final class Verdicts {
  private Verdicts() {}

  /** Gives the verdict of a dump with this finding before all others. */
  public static Verdict of(Finding finding) {
    return switch (finding.kind()) {
      case "double-locking",
          "ab-ba",
          "rwr",
          "channel-and-lock",
          "channel",
          "condition-variable",
          "waitgroup",
          "nil-channel",
          "class-init",
          "lock-upgrade" ->
          Verdict.Deadlock;
      // nobody is seen to hold the lock, unless the runtime itself says that no one is left to
      case "orphan-lock" ->
          finding.confidence() == Confidence.Proven ? Verdict.Deadlock : Verdict.Inconclusive;
      case "pool-exhausted", "connection-pool" -> Verdict.Starvation;
      case "leak" -> Verdict.Leak;
      case "convoy", "lock-across-io", "log-blocked", "finalizer-blocked" -> Verdict.Contention;
      case "busy-loop" -> Verdict.BusyLoop;
      case "waiting-on-peer" -> Verdict.WaitingOnPeer;
      default -> Verdict.Inconclusive;
    };
  }
}
