package dev.stuckpod.analysis.hotspot.wait;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may hold a read lock, which no dump tells: whoever stands further down in a function in which
 * others wait to read. It may have given the lock back there, or hold that of another object, so it
 * is a guess.
 */
final class Readers {
  private static final int MOST = 1_000;

  private final List<Party> parties;
  private @Nullable Map<String, List<Place>> places;

  private record Place(Party party, int frame) {}

  Readers(List<Party> parties) {
    this.parties = parties;
  }

  /** Gives them for a lock that no thread owns; none where nobody waits to read. */
  List<Holder> of(List<Waiter> waiting) {
    List<Holder> found = new ArrayList<>();
    Set<Frame> calls = new HashSet<>();
    Set<Party> told = new HashSet<>();
    waiting.forEach(w -> told.add(w.party()));
    for (Waiter waiter : waiting) {
      if (waiter.mode() != Mode.READ_LOCK || waiter.at().line() == 0 || !calls.add(waiter.at())) {
        continue;
      }
      for (Place place : places().getOrDefault(waiter.at().function(), List.of())) {
        Effort.step(1);
        if (isPast(place, waiter.at()) && found.size() < MOST && told.add(place.party())) {
          found.add(holder(place, waiter.at()));
        }
      }
    }
    return found;
  }

  private static boolean isPast(Place place, Frame call) {
    Frame at = place.party().frame(place.frame());
    return at.file().equals(call.file()) && at.line() > call.line();
  }

  private static Holder holder(Place place, Frame call) {
    String evidence =
        "%s is past %s, where others wait to read"
            .formatted(HotSpotWaits.say(place.party().frame(place.frame())), call.location());
    Effort.keep(evidence);
    return new Holder(place.party(), place.frame(), Basis.SAME_TYPE, evidence, call);
  }

  /** Gives where application code stands, by function; made when it is first asked for. */
  private Map<String, List<Place>> places() {
    Map<String, List<Place>> known = places;
    if (known == null) {
      known = new TreeMap<>();
      for (Party party : parties) {
        Effort.step(party.frames().size());
        for (int i = 0; i < party.frames().size(); i++) {
          String function = party.frame(i).function();
          if (!party.dialect().isPlumbing(function)) {
            known.computeIfAbsent(function, _ -> new ArrayList<>(1)).add(new Place(party, i));
          }
        }
      }
      places = known;
    }
    return known;
  }
}
