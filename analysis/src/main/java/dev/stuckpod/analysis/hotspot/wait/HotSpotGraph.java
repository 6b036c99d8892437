package dev.stuckpod.analysis.hotspot.wait;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the locks of a HotSpot dump, which says who waits for them and who holds them. */
public final class HotSpotGraph {
  private static final String INITIALIZER = ".<clinit>";

  /** Stands for a frame, later than all. */
  private static final Integer GIVEN_BACK = Integer.MAX_VALUE;

  /** A thread that runs a static initializer, and where. */
  private record Initializer(Party party, int frame) {}

  private final List<Party> parties;
  private final Map<String, List<Initializer>> running;

  /** Takes the routines of one dump. */
  public HotSpotGraph(List<Party> parties) {
    this.parties = parties.stream().filter(p -> !p.frames().isEmpty()).toList();
    this.running = running();
  }

  /** Gives what they wait for, the most wanted first. */
  public List<Resource> resources() {
    Set<LockRef> owned = owned();
    Map<LockRef, HotSpotWaits.Wait> first = new HashMap<>();
    Map<LockRef, List<Waiter>> waiters = new LinkedHashMap<>();
    for (Party party : parties) {
      HotSpotWaits.Wait wait = HotSpotWaits.of(party, owned);
      if (wait != null) {
        first.putIfAbsent(wait.lock(), wait);
        waiters.computeIfAbsent(wait.lock(), k -> new ArrayList<>()).add(wait.waiter());
      }
    }
    Map<LockRef, List<Holder>> holders = holders(waiters.keySet());
    List<Resource> resources = new ArrayList<>();
    Readers readers = new Readers(parties);
    waiters.forEach(
        (lock, waiting) -> {
          HotSpotWaits.Wait wait = Objects.requireNonNull(first.get(lock));
          List<Holder> holding =
              wait.kind() == ResourceKind.CLASS
                  ? initializers(lock, waiting.getFirst().party())
                  : holders.getOrDefault(lock, List.of());
          if (holding.isEmpty() && wait.kind() == ResourceKind.READ_WRITE_LOCK) {
            holding = readers.of(waiting);
          }
          resources.add(
              new Resource(
                  wait.kind(), wait.word(), lock.address(), lock.type(), waiting, holding, true));
        });
    resources.sort(Comparator.comparingInt((Resource r) -> -r.waiting()));
    return resources;
  }

  private Set<LockRef> owned() {
    Set<LockRef> owned = new HashSet<>();
    for (Party party : parties) {
      for (LockUse use : party.cohort().uses()) {
        if (use.how() == How.OWNS) {
          owned.add(use.lock());
        }
      }
    }
    return owned;
  }

  /** Gives who holds those that anybody waits for: a thread may hold thousands of others. */
  private Map<LockRef, List<Holder>> holders(Set<LockRef> wanted) {
    Map<LockRef, List<Holder>> holders = new HashMap<>();
    for (Party party : parties) {
      Map<LockRef, Integer> locked = null;
      for (LockUse use : party.cohort().uses()) {
        Effort.step(1);
        if (!wanted.contains(use.lock())) {
          continue;
        }
        locked = locked == null ? locked(party) : locked;
        Holder holder = holder(party, use, locked);
        if (holder != null) {
          Effort.keep(holder.evidence());
          holders.computeIfAbsent(use.lock(), k -> new ArrayList<>()).add(holder);
        }
      }
    }
    return holders;
  }

  private static @Nullable Holder holder(Party party, LockUse use, Map<LockRef, Integer> locked) {
    return switch (use.how()) {
      case LOCKED ->
          locked.getOrDefault(use.lock(), GIVEN_BACK) == use.frame()
              ? holder(party, use.frame(), "has locked")
              : null;
      case OWNS -> holder(party, HotSpotWaits.applicationFrame(party.frames(), 0), "owns");
      case MAY_OWN -> oneOfItsClass(party);
      case WAITING_TO_LOCK, WAITING_TO_RELOCK, WAITING_ON, PARKING, CLASS_INIT -> null;
    };
  }

  /**
   * Gives the outermost frame that locks each monitor, unless the monitor is given back by
   * Object.wait, which the dump goes on to print as locked.
   */
  private static Map<LockRef, Integer> locked(Party party) {
    Map<LockRef, Integer> locked = new HashMap<>();
    for (LockUse use : party.cohort().uses()) {
      locked.merge(
          use.lock(),
          use.how() == How.LOCKED ? use.frame() : GIVEN_BACK,
          (a, b) -> a.equals(GIVEN_BACK) || b.equals(GIVEN_BACK) ? GIVEN_BACK : Math.max(a, b));
    }
    return locked;
  }

  private static Holder holder(Party party, int frame, String how) {
    int at = Math.max(frame, 0);
    List<String> ids = party.cohort().ids();
    return new Holder(
        party,
        at,
        Basis.PRINTED,
        "the dump says that %s %s it, now at %s"
            .formatted(
                ids.isEmpty() ? "a thread" : ids.getFirst(),
                how,
                HotSpotWaits.say(party.frame(at))),
        null);
  }

  private static Holder oneOfItsClass(Party party) {
    int at = Math.max(0, HotSpotWaits.applicationFrame(party.frames(), 0));
    List<String> ids = party.cohort().ids();
    return new Holder(
        party,
        at,
        Basis.SAME_TYPE,
        "%s owns a lock of this class, the only one of which Thread.print does not tell which it is in the file; it is now at %s"
            .formatted(
                ids.isEmpty() ? "a thread" : ids.getFirst(), HotSpotWaits.say(party.frame(at))),
        null);
  }

  /**
   * Finds the thread that runs the static initializer of a class; of one without a name any other
   * thread that runs one.
   */
  private List<Holder> initializers(LockRef lock, Party waiter) {
    boolean unnamed = lock.isUnnamedClass();
    List<Holder> found = new ArrayList<>();
    for (Initializer runs :
        running.getOrDefault(unnamed ? "" : lock.type() + INITIALIZER, List.of())) {
      Effort.step(1);
      if (!unnamed || !runs.party().equals(waiter)) {
        Effort.keep(1);
        found.add(
            initializer(runs.party(), runs.frame(), unnamed ? Basis.SAME_TYPE : Basis.PRINTED));
      }
    }
    return found;
  }

  /** Gives who runs which initializer, the innermost of each; under no name who runs any. */
  private Map<String, List<Initializer>> running() {
    Map<String, List<Initializer>> found = new HashMap<>();
    for (Party party : parties) {
      Set<String> names = new HashSet<>();
      for (int i = 0; i < party.frames().size(); i++) {
        String function = party.frame(i).function();
        if (function.endsWith(INITIALIZER)) {
          Initializer runs = new Initializer(party, i);
          if (names.isEmpty()) {
            found.computeIfAbsent("", _ -> new ArrayList<>()).add(runs);
          }
          if (names.add(function)) {
            found.computeIfAbsent(function, _ -> new ArrayList<>()).add(runs);
          }
        }
      }
    }
    return found;
  }

  private static Holder initializer(Party party, int frame, Basis basis) {
    return new Holder(
        party,
        frame,
        basis,
        "%s runs the static initializer of %s"
            .formatted(
                HotSpotWaits.say(party.frame(frame)),
                basis == Basis.PRINTED ? "the class" : "a class"),
        null);
  }
}
