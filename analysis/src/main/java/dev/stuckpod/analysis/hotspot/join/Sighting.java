package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A thread as one of the dumps shows it: its group, and there its cohort. */
record Sighting(Group group, Cohort cohort) {

  /** Gives who is seen under which id; ids are kept of the first of each group only. */
  static Map<String, Sighting> byId(Dump dump) {
    Map<String, Sighting> seen = new TreeMap<>();
    for (Group group : dump.groups()) {
      for (Cohort cohort : group.cohorts()) {
        cohort.ids().forEach(id -> seen.put(id, new Sighting(group, cohort)));
      }
    }
    return seen;
  }

  /**
   * Whether both stand at the same place: the file leaves out frames that the JVM has made itself,
   * so the innermost one and the application's innermost one are compared.
   */
  boolean isWhere(Sighting other) {
    List<Frame> mine = group.stack().frames();
    List<Frame> theirs = other.group.stack().frames();
    if (mine.isEmpty() || theirs.isEmpty()) {
      return mine.isEmpty() && theirs.isEmpty();
    }
    return mine.getFirst().equals(theirs.getFirst()) && place().equals(other.place());
  }

  /** Gives the innermost frame that the programmers know, the innermost of all if there is none. */
  private Frame place() {
    return group.stack().frames().get(Math.max(0, group.applicationFrame()));
  }
}
