package dev.stuckpod.cli.report.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routines with the same stack and state.
 *
 * @param routines what the runtime calls several of them
 * @param groups those that are not idle first
 * @param leftOut what is not listed, in a sentence; empty where all is
 */
public record Groups(String routines, List<Group> groups, String leftOut) {
  public Groups {
    groups = List.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param minutes the longest wait that the dump shows
   * @param idle whether they are known to do nothing
   * @param place where they stand, in a line
   * @param pack the package of the application's innermost call
   * @param ids of the first of them
   * @param frames innermost first
   */
  public record Group(
      int count,
      String state,
      int minutes,
      boolean idle,
      String place,
      String pack,
      List<String> ids,
      List<Frame> frames) {
    public Group {
      ids = List.copyOf(ids);
      frames = List.copyOf(frames);
    }
  }

  /**
   * One call.
   *
   * @param at {@code file:line} as printed; empty when not known
   * @param link the line on the web; null when not known
   * @param own whether it is the application's own
   */
  public record Frame(String function, String at, @Nullable String link, boolean own) {}
}
