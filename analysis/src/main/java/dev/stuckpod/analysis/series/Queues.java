package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who waited for the same address at the same place in an earlier dump, and does not in the last
 * one: whoever waits for a Mutex or RWMutex of Go leaves it only by getting it. So the lock was
 * given back in between, however those who still wait look.
 */
final class Queues {

  private record Queue(Place place, long address) implements Comparable<Queue> {
    /** For maps: dumps may be made of places with one hash. */
    @Override
    public int compareTo(Queue other) {
      int order = Long.compare(address, other.address);
      return order == 0 ? place.compareTo(other.place) : order;
    }
  }

  private final List<Dump> dumps;

  Queues(List<Dump> dumps) {
    this.dumps = List.copyOf(dumps);
  }

  /**
   * How many have come through.
   *
   * @param waiting ids of the last dump
   */
  int passed(Collection<String> waiting) {
    Set<String> asked = new HashSet<>(waiting);
    Map<Queue, Set<String>> last = new TreeMap<>();
    cohorts(dumps.getLast(), (queue, ids) -> last.merge(queue, new HashSet<>(ids), Queues::both));
    last.values().removeIf(ids -> ids.stream().noneMatch(asked::contains));
    Set<String> passed = new HashSet<>();
    for (Dump dump : dumps.subList(0, dumps.size() - 1)) {
      cohorts(
          dump,
          (queue, ids) -> {
            Set<String> still = last.get(queue);
            if (still != null) {
              ids.stream().filter(id -> !still.contains(id)).forEach(passed::add);
            }
          });
    }
    return passed.size();
  }

  /**
   * Who has come to a queue that was there before: that it has grown does not say that it moves.
   *
   * @param waiting ids of the last dump
   * @param before whether one was in an earlier dump
   */
  Set<String> joined(Collection<String> waiting, Predicate<String> before) {
    Set<String> asked = new HashSet<>(waiting);
    Map<Queue, Set<String>> last = new TreeMap<>();
    cohorts(dumps.getLast(), (queue, ids) -> last.merge(queue, new HashSet<>(ids), Queues::both));
    for (Dump dump : dumps.subList(0, dumps.size() - 1)) {
      Set<Queue> here = new TreeSet<>();
      cohorts(dump, (queue, _) -> here.add(queue));
      last.keySet().retainAll(here);
    }
    return last.values().stream()
        .flatMap(Set::stream)
        .filter(id -> asked.contains(id) && !before.test(id))
        .collect(Collectors.toSet());
  }

  private interface Taker {
    void take(Queue queue, List<String> ids);
  }

  private static void cohorts(Dump dump, Taker taker) {
    for (Group group : dump.groups()) {
      Place place = Place.of(group);
      for (Cohort cohort : group.cohorts()) {
        // of those who are not all listed nobody can be said to be gone
        if (cohort.address() != 0 && cohort.ids().size() == cohort.count()) {
          taker.take(new Queue(place, cohort.address()), cohort.ids());
        }
      }
    }
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }
}
