package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Thread.print tells of a mounted virtual thread, and the file does not: that it waits. */
final class Mounted {
  private Mounted() {}

  /**
   * Gives the group with what is printed of the same calls on top of carriers: the file calls one
   * that waits for a class RUNNABLE.
   */
  static Group complete(Group filed, Map<Place, List<Sighting>> onCarriers) {
    for (Sighting printed : onCarriers.getOrDefault(Place.of(filed), List.of())) {
      if (printed.group().state().equals(Virtual.CARRIER_BLOCKED)) {
        List<LockUse> classes = classes(printed, filed.stack().frames());
        return Joined.with(
            filed,
            Virtual.blocked(filed.state()),
            filed.cohorts().stream().map(c -> with(c, classes)).toList());
      }
    }
    return filed;
  }

  private static List<LockUse> classes(Sighting printed, List<Frame> frames) {
    List<LockUse> classes = new ArrayList<>();
    for (LockUse use : printed.cohort().uses()) {
      if (use.how() == How.CLASS_INIT && use.frame() >= 0) {
        int at = frames.indexOf(printed.group().stack().frames().get(use.frame()));
        classes.add(new LockUse(use.lock(), use.how(), Math.max(0, at)));
      }
    }
    return classes;
  }

  private static Cohort with(Cohort cohort, List<LockUse> more) {
    List<LockUse> uses = new ArrayList<>(cohort.uses());
    uses.addAll(more);
    return cohort.withUses(uses);
  }
}
