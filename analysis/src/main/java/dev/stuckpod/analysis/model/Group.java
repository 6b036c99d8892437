package dev.stuckpod.analysis.model;

import java.util.List;

/**
 * Routines with the same stack and the same state.
 *
 * @param stack their calls
 * @param state verbatim
 * @param count how many
 * @param waitMinutes the longest wait printed
 * @param ids the first ids
 * @param cohorts the same routines, split by what they wait for and hold
 * @param idle whether they are known to do nothing
 */
public record Group(
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

  /** Whether there are routines in no cohort, because they wait for too many different things. */
  public boolean hasMore() {
    return cohorts.stream().mapToInt(Cohort::count).sum() < count;
  }
}
