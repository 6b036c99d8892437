package dev.stuckpod.analysis;

import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;

/** Maps the kind of the most certain finding to a verdict. */
final class Verdicts {
  private Verdicts() {}

  static Verdict of(Finding finding) {
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
      case "pool-exhausted", "connection-pool" -> Verdict.Starvation;
      case "leak" -> Verdict.Leak;
      case "convoy", "lock-across-io", "log-blocked", "finalizer-blocked" -> Verdict.Contention;
      case "busy-loop" -> Verdict.BusyLoop;
      case "waiting-on-peer" -> Verdict.WaitingOnPeer;
      default -> Verdict.Inconclusive;
    };
  }
}
