package dev.stuckpod.operator.loadtest.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a TestRun, a Job or a gate's command does, as far as a window minds. */
public enum ChildState {
  /** There is none of that name. */
  NotThere,
  /** It has not begun. */
  Waiting,
  Running,
  Done,
  Failed,
  /** The API server did not say. */
  Unreadable;

  /**
   * Reads the stage of a TestRun of k6-operator.
   *
   * @param stage as its status has it; null before it has one
   */
  public static ChildState ofTestRun(@Nullable String stage) {
    return switch (stage == null ? "" : stage) {
      case "started" -> Running;
      case "stopped", "finished" -> Done;
      case "error" -> Failed;
      // "initialization", "initialized", "created", and what a later version may say
      default -> Waiting;
    };
  }

  /**
   * Reads a Job's status.
   *
   * @param active pods that it has
   * @param met types of its conditions that are True
   */
  public static ChildState ofJob(int active, List<String> met) {
    if (met.contains("Complete") || met.contains("SuccessCriteriaMet")) {
      return Done;
    }
    if (met.contains("Failed") || met.contains("FailureTarget")) {
      return Failed;
    }
    return active > 0 && !met.contains("Suspended") ? Running : Waiting;
  }
}
