package dev.stuckpod.analysis.model;

import java.util.List;

/**
 * Routines with the same stack and the same state.
 *
 * @param dialect how they are printed
 * @param stack their calls
 * @param state verbatim
 * @param count how many
 * @param waitMinutes the longest wait printed
 * @param ids the first ids
 * @param cohorts the same routines, split by what they wait for and hold
 * @param idle whether they are known to do nothing
 */
public record Group(
    Dialect dialect,
    StackTrace stack,
    String state,
    int count,
    int waitMinutes,
    List<String> ids,
    List<Cohort> cohorts,
    boolean idle) {
  public Group {
    ids = List.copyOf(ids);
    cohorts = List.copyOf(cohorts);
  }

  /** Tells what the routines do. */
  public Activity activity() {
    return dialect.activity(state, waitMinutes, stack.frames());
  }

  /**
   * Gives the index of the innermost call outside the platform, which the programmers know; -1 when
   * all calls are of the platform.
   */
  public int applicationFrame() {
    List<Frame> frames = stack.frames();
    for (int i = 0; i < frames.size(); i++) {
      if (!dialect.isPlumbing(frames.get(i).function())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Gives the index of the innermost call that is the application's own, neither of the platform
   * nor of a library that is known; -1 where there is none.
   *
   * @param from the innermost one to look at
   */
  public int ownFrame(int from) {
    List<Frame> frames = stack.frames();
    for (int i = from; i < frames.size(); i++) {
      if (!Libraries.isForeign(frames.get(i).function(), frames.get(i).file())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether there are routines in no cohort, because they wait for too many different things. */
  public boolean hasMore() {
    return cohorts.stream().mapToInt(Cohort::count).sum() < count;
  }
}
