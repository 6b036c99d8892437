package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import dev.stuckpod.goroutines.tables.Function;
import dev.stuckpod.goroutines.tables.Functions;
import java.io.IOException;
import java.util.Set;

/**
 * The runtime's goroutines that run finalizers and cleanups. What is still to be run lies in queues
 * outside of the heap, which are empty when these have nothing to do.
 */
final class Finalizers {

  private static final Set<String> STARTS =
      Set.of("runtime.runfinq", "runtime.runFinalizers", "runtime.runCleanups");

  private static final Set<String> IDLE = Set.of("finalizer wait", "cleanup wait");

  private final Functions functions;
  private final WaitReasons reasons;
  private long lastOther;

  Finalizers(Functions functions, WaitReasons reasons) {
    this.functions = functions;
    this.reasons = reasons;
  }

  /**
   * Makes sure that a goroutine is none of these, or has nothing to do.
   *
   * @throws MalformedException where it has: whoever it will wake cannot be told
   */
  void check(Goroutine g) throws IOException, MalformedException {
    long start = g.startPc();
    if (start == lastOther || (g.waits() && IDLE.contains(reasons.of(g.waitReason())))) {
      return;
    }
    Function function = functions.at(start);
    if (function != null && STARTS.contains(function.name())) {
      throw new MalformedException("finalizers are running");
    }
    lastOther = start;
  }
}
