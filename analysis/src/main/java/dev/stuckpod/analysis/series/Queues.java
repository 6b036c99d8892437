package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockWord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<Map<String, Map<String, String>>> heads;

  Queues(List<Dump> dumps) {
    this.dumps = List.copyOf(dumps);
    this.heads = dumps.stream().map(Queues::heads).toList();
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

  /**
   * Says that another one is at the head of a lock's queue than before: whoever comes is put behind
   * those who wait, so the lock was given back in between.
   *
   * @param address as findings have it
   */
  Optional<String> headMoved(String address) {
    Map<String, String> last = heads.getLast().getOrDefault(address, Map.of());
    for (Map<String, Map<String, String>> dump : heads.subList(0, heads.size() - 1)) {
      for (Map.Entry<String, String> before : dump.getOrDefault(address, Map.of()).entrySet()) {
        String now = last.getOrDefault(before.getKey(), before.getValue());
        if (!now.equals(before.getValue())) {
          return Optional.of(
              "memory: first in its queue was goroutine %s, and is goroutine %s now"
                  .formatted(before.getValue(), now));
        }
      }
    }
    return Optional.empty();
  }

  /** Gives by address who is first in which queue. */
  private static Map<String, Map<String, String>> heads(Dump dump) {
    Map<String, Map<String, String>> heads = new HashMap<>();
    for (LockWord word : dump.words()) {
      if (word.type().equals("Mutex") || word.type().equals("RWMutex")) {
        for (LockWord.Queue queue : word.queues()) {
          if (queue.ordered() && !queue.ids().isEmpty()) {
            heads
                .computeIfAbsent("0x" + Long.toHexString(word.seen()), _ -> new TreeMap<>())
                .putIfAbsent(word.type() + " " + queue.name(), queue.ids().getFirst());
          }
        }
      }
    }
    return heads;
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
