package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.Particulars;
import org.jspecify.annotations.Nullable;

/**
 * Members side by side that do the same: those with an id, and behind them one for all without.
 *
 * @param dump in which they are
 * @param group of the dump
 * @param cohort of the group; null for those of which it was not kept what they wait for
 * @param from the first one's number
 * @param rest how many have no id
 */
record Run(LoadedDump dump, Group group, @Nullable Cohort cohort, int from, int rest) {

  int named() {
    return cohort == null ? 0 : cohort.ids().size();
  }

  /** The number behind the last one's. */
  int end() {
    return from + named() + (rest > 0 ? 1 : 0);
  }

  Member member(int number) {
    int at = number - from;
    if (cohort == null || at >= cohort.ids().size()) {
      return new Member(dump, group, cohort, "", rest, Particulars.NONE, 0);
    }
    return new Member(
        dump,
        group,
        cohort,
        cohort.ids().get(at),
        1,
        at < cohort.each().size() ? cohort.each().get(at) : Particulars.NONE,
        at < cohort.starters().size() ? cohort.starters().get(at) : 0);
  }
}
