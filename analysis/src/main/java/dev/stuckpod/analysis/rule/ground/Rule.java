package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Finding;
import java.util.List;

/** Finds one kind of problem. */
public interface Rule {
  /** So many findings of one kind are told: nobody reads more, and each is kept in memory. */
  int MOST = 1_000;

  /** Gives what it finds; most dumps give nothing. */
  List<Finding> find(WaitForGraph graph);

  /**
   * Whether it concludes from nothing running: it is asked only then, and not where a finding that
   * is sure explains the silence better.
   */
  default boolean needsQuiet() {
    return false;
  }

  /** Whether it is asked only where nothing else has found anything. */
  default boolean isLastResort() {
    return false;
  }
}
