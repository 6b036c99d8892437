package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A thread as one of the dumps shows it: its group, its cohort there, and where it stands. */
record Sighting(Group group, Cohort cohort, Place place) {

  /** Gives all of a group. */
  static List<Sighting> of(Group group) {
    Place place = Place.of(group);
    return group.cohorts().stream().map(c -> new Sighting(group, c, place)).toList();
  }

  /** Gives who is seen under which id; ids are kept of the first of each group only. */
  static Map<String, Sighting> byId(Dump dump) {
    Map<String, Sighting> seen = new TreeMap<>();
    for (Group group : dump.groups()) {
      for (Sighting sighting : of(group)) {
        sighting.cohort().ids().forEach(id -> seen.put(id, sighting));
      }
    }
    return seen;
  }

  /** Gives those of some groups by where they stand, a few of each place. */
  static Map<Place, List<Sighting>> byPlace(List<Group> groups, int few) {
    Map<Place, List<Sighting>> seen = new TreeMap<>();
    for (Group group : groups) {
      for (Sighting sighting : of(group)) {
        List<Sighting> there = seen.computeIfAbsent(sighting.place(), _ -> new ArrayList<>(1));
        if (there.size() < few) {
          there.add(sighting);
        }
      }
    }
    return seen;
  }

  boolean isWhere(Sighting other) {
    return place.equals(other.place);
  }
}
