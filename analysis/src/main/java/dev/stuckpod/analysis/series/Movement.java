package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Analysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where each routine was in each dump. */
public final class Movement {
  private final List<Map<String, Place>> places = new ArrayList<>();

  /** Takes dumps, the oldest first, whose groups have all their ids. */
  public Movement(List<Dump> dumps) {
    Map<Place, Place> shared = new HashMap<>();
    for (Dump dump : dumps) {
      Map<String, Place> here = new HashMap<>();
      for (Group group : dump.groups()) {
        Place place = shared.computeIfAbsent(Place.of(group), p -> p);
        group.ids().forEach(id -> here.put(id, place));
      }
      places.add(here);
    }
  }

  /** How many dumps there are. */
  public int dumps() {
    return places.size();
  }

  /** Whether a routine is in all dumps, each time with the same stack and state. */
  @SuppressWarnings("ReferenceEquality") // equal places are shared
  public boolean hasStayed(String id) {
    Place first = places.getFirst().get(id);
    return first != null && places.stream().allMatch(p -> p.get(id) == first);
  }

  /** How many of the routines have stayed, in percent. */
  public int stayed(List<String> ids) {
    return ids.isEmpty()
        ? 0
        : (int) (100L * ids.stream().filter(this::hasStayed).count() / ids.size());
  }

  /** Counts over the whole series. */
  public Analysis.Series counts() {
    Set<String> first = places.getFirst().keySet();
    Set<String> last = places.getLast().keySet();
    Set<String> both = last.stream().filter(first::contains).collect(Collectors.toSet());
    int stayed = (int) both.stream().filter(this::hasStayed).count();
    return new Analysis.Series(
        dumps(),
        stayed,
        both.size() - stayed,
        last.size() - both.size(),
        first.size() - both.size());
  }
}
