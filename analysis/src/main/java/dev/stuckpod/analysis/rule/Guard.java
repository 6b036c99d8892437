package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs whatever looks for findings. One that fails costs its own findings, and that is said. */
public final class Guard {
  private final List<String> problems = new ArrayList<>();

  /**
   * Runs one.
   *
   * @param name of the one that looks
   * @param otherwise what there is when it fails
   */
  public List<Finding> run(String name, Supplier<List<Finding>> what, List<Finding> otherwise) {
    try {
      return what.get();
    } catch (RuntimeException | StackOverflowError e) {
      problems.add("rule " + name + " failed, what it would have found is missing: " + e);
      return otherwise;
    }
  }

  /** What has failed, one sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
