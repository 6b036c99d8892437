package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.model.LockRef;
import dev.stuckpod.analysis.model.LockUse;
import dev.stuckpod.analysis.model.LockUse.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the locks of a HotSpot dump, which says who waits for them and who holds them. */
final class HotSpotGraph {
  private static final String INITIALIZER = ".<clinit>";

  private final List<Party> parties;

  HotSpotGraph(List<Party> parties) {
    this.parties = parties.stream().filter(p -> !p.frames().isEmpty()).toList();
  }

  List<Resource> resources() {
    Map<LockRef, List<Holder>> holders = new LinkedHashMap<>();
    Set<LockRef> owned = new HashSet<>();
    for (Party party : parties) {
      for (LockUse use : party.cohort().uses()) {
        if (use.how() == How.OWNS) {
          owned.add(use.lock());
        }
        Holder holder = holder(party, use);
        if (holder != null) {
          holders.computeIfAbsent(use.lock(), k -> new ArrayList<>()).add(holder);
        }
      }
    }
    Map<LockRef, String> kinds = new LinkedHashMap<>();
    Map<LockRef, List<Waiter>> waiters = new LinkedHashMap<>();
    for (Party party : parties) {
      HotSpotWaits.Wait wait = HotSpotWaits.of(party, owned);
      if (wait != null) {
        kinds.putIfAbsent(wait.lock(), wait.kind());
        waiters.computeIfAbsent(wait.lock(), k -> new ArrayList<>()).add(wait.waiter());
      }
    }
    List<Resource> resources = new ArrayList<>();
    waiters.forEach(
        (lock, waiting) -> {
          String kind = kinds.getOrDefault(lock, "");
          List<Holder> holding =
              kind.equals(HotSpotWaits.CLASS)
                  ? initializers(lock, waiting.getFirst().party())
                  : holders.getOrDefault(lock, List.of());
          resources.add(new Resource(kind, lock.address(), lock.type(), waiting, holding, true));
        });
    resources.sort(Comparator.comparingInt((Resource r) -> -r.waiting()));
    return resources;
  }

  private static @Nullable Holder holder(Party party, LockUse use) {
    return switch (use.how()) {
      case LOCKED -> locks(party, use) ? holder(party, use.frame(), "has locked") : null;
      case OWNS -> holder(party, HotSpotWaits.applicationFrame(party.frames(), 0), "owns");
      case WAITING_TO_LOCK, WAITING_TO_RELOCK, WAITING_ON, PARKING, CLASS_INIT -> null;
    };
  }

  /**
   * Whether this is the outermost frame that locks the monitor, and the monitor is not given back
   * by Object.wait, which the dump goes on to print as locked.
   */
  private static boolean locks(Party party, LockUse use) {
    return party.cohort().uses().stream()
        .filter(u -> u.lock().equals(use.lock()))
        .allMatch(u -> u.how() == How.LOCKED && u.frame() <= use.frame());
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

  /**
   * Finds the thread that runs the static initializer of a class; of one without a name any other
   * thread that runs one.
   */
  private List<Holder> initializers(LockRef lock, Party waiter) {
    boolean unnamed = lock.isUnnamedClass();
    List<Holder> found = new ArrayList<>();
    for (Party party : parties) {
      for (int i = 0; i < party.frames().size(); i++) {
        String function = party.frame(i).function();
        if (unnamed
            ? !party.equals(waiter) && function.endsWith(INITIALIZER)
            : function.equals(lock.type() + INITIALIZER)) {
          found.add(initializer(party, i, unnamed ? Basis.SAME_TYPE : Basis.PRINTED));
          break;
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
