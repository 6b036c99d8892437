package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Analysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where each routine was in each dump, and which have not run at all, where memory was read. Who
 * stands where it stood may have gone round in between; who has not run has not.
 */
public final class Movement {
  private final List<Map<String, Place>> places = new ArrayList<>();
  private final List<Set<String>> still = new ArrayList<>();
  private final @Nullable String watched;
  private final boolean cut;
  private final Queues queues;
  private final Clocked clocked;

  /**
   * Takes dumps, the oldest first, whose groups have all their ids; one alone, if it was watched.
   */
  public Movement(List<Dump> dumps) {
    watched = dumps.getLast().watched();
    queues = new Queues(dumps);
    clocked = new Clocked(dumps);
    Map<Place, Place> shared = new HashMap<>();
    boolean unfollowed = false;
    for (Dump dump : dumps) {
      Map<String, Place> here = new HashMap<>();
      for (Group group : dump.groups()) {
        Place place = shared.computeIfAbsent(Place.of(group), p -> p);
        group.ids().forEach(id -> here.put(id, place));
      }
      places.add(here);
      unfollowed |= dumps.size() > 1 && !here.isEmpty() && here.size() * 10L < dump.routines() * 9L;
      if (dump.watched() != null) {
        still.add(
            dump.groups().stream()
                .flatMap(g -> g.cohorts().stream())
                .flatMap(c -> c.still().stream())
                .collect(Collectors.toSet()));
      }
    }
    cut = unfollowed;
  }

  /** How many dumps there are. */
  public int dumps() {
    return places.size();
  }

  /** Whether there are too many routines to follow each from dump to dump. */
  public boolean isCut() {
    return cut;
  }

  /** For how long it was watched who runs, as printed; null when it was not. */
  public @Nullable String watched() {
    return watched;
  }

  /**
   * Whether a routine is in all dumps, each time with the same stack and state, and has not run in
   * between, where that was watched.
   */
  @SuppressWarnings("ReferenceEquality") // equal places are shared
  public boolean hasStayed(String id) {
    boolean marked = !still.isEmpty() && still.stream().allMatch(s -> s.contains(id));
    if (places.size() == 1 || cut && !still.isEmpty()) { // not all ids are there
      return marked;
    }
    Place first = places.getFirst().get(id);
    return first != null
        && !clocked.hasRun(id)
        && places.stream().allMatch(p -> p.get(id) == first)
        && (still.isEmpty() || marked);
  }

  /** How many of the routines have stayed, in percent. */
  public int stayed(List<String> ids) {
    return ids.isEmpty()
        ? 0
        : (int) (100L * ids.stream().filter(this::hasStayed).count() / ids.size());
  }

  /** How many have come through where these wait in the last dump, as far as that can be told. */
  public int passed(List<String> waiting) {
    return cut ? 0 : queues.passed(waiting);
  }

  /** Who of those who wait in the last dump was in none before, and waits where others waited. */
  public Set<String> joined(List<String> waiting) {
    var before = places.subList(0, places.size() - 1);
    return cut || before.isEmpty()
        ? Set.of()
        : queues.joined(waiting, id -> before.stream().anyMatch(p -> p.containsKey(id)));
  }

  /** Says that another one is at the head of a lock's queue than before; nothing where none is. */
  public Optional<String> headMoved(String address) {
    return queues.headMoved(address);
  }

  /** Says what their CPU time tells of some threads; nothing where it is not printed of them. */
  public String clocked(List<String> ids) {
    return clocked.seen(ids);
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
