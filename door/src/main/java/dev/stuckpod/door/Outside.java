package dev.stuckpod.door;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Who waits until others of his address have gone: he has a socket and nothing else. */
final class Outside {

  private final Deque<Visit> waiting = new ArrayDeque<>();
  private final int most;

  Outside(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean has(String address) {
    return waiting.stream().anyMatch(other -> other.address().equals(address));
  }

  /** Adds one at the end; false where there is no room and his address has the most. */
  boolean add(Visit visit) {
    if (waiting.size() >= most) {
      Visit leaving = lastOfTheMost();
      if (leaving.address().equals(visit.address())) {
        return false;
      }
      waiting.remove(leaving);
      leaving.throwOut();
    }
    return waiting.add(visit);
  }

  /** Of the address that has the most, the one that came last. */
  private Visit lastOfTheMost() {
    Map<String, Integer> counts = new HashMap<>();
    waiting.forEach(other -> counts.merge(other.address(), 1, Integer::sum));
    Visit last = waiting.getFirst();
    for (Visit other : waiting) {
      int more =
          Integer.compare(
              counts.getOrDefault(other.address(), 0), counts.getOrDefault(last.address(), 0));
      if (more > 0 || more == 0 && other.address().equals(last.address())) {
        last = other;
      }
    }
    return last;
  }

  /** Calls the first of each address, and the next ones as long as those before are taken. */
  void callEach(Predicate<Visit> isTaken) {
    Set<String> stay = new HashSet<>();
    for (Iterator<Visit> all = waiting.iterator(); all.hasNext(); ) {
      Visit visit = all.next();
      if (visit.isThrownOut()) {
        all.remove();
      } else if (!stay.contains(visit.address())) {
        if (isTaken.test(visit)) {
          all.remove();
        } else {
          stay.add(visit.address());
        }
      }
    }
  }

  void throwOut(Predicate<Visit> which) {
    waiting.stream().filter(which).forEach(Visit::throwOut);
  }
}
