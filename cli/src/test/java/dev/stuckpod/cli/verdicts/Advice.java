package dev.stuckpod.cli.verdicts;

import dev.stuckpod.analysis.report.Verdict;

/** What to do at once, before the code is changed; what to change is each finding's matter. */
final class Advice {

  private Advice() {}

  static String of(Verdict verdict) {
    return switch (verdict) {
      case Deadlock ->
          "The pod does not come back by itself. Keep the dump, restart the pod, and change the"
              + " code at the lines that are named.";
      case Starvation ->
          "More workers or connections put it off; they end it only where none of them waits for"
              + " another one. A restart helps until the load is back.";
      case Leak ->
          "The pod works on until memory, connections or slots are used up. Compare two dumps to"
              + " see how fast it grows, and plan a restart by that.";
      case Contention ->
          "Look at who holds the lock: if it waits for something outside, look there first. Once"
              + " that answers, the queue goes away without a restart.";
      case BusyLoop ->
          "The thread takes a whole CPU and ends with the process only. Two dumps are needed to see"
              + " it: one does not tell a loop from work.";
      case WaitingOnPeer ->
          "The pod is not the cause. Look at the peer that is named, then give the calls a"
              + " deadline, so that the next time they fail instead of waiting.";
      case NothingFound ->
          "The dump shows no reason to stand still. If the pod does nothing all the same, take a"
              + " dump while it does so, and look at what comes in: it may have nothing to do.";
      case Inconclusive ->
          "Take a second dump, and for Go one by memory (ProcMem), which says who holds a lock."
              + " What the text names is where to look first.";
    };
  }
}
