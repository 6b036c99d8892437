package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Dump;
import java.util.List;

/**
 * Who waits for what, and who holds it.
 *
 * @param dump where it was read
 * @param resources locks, channels and conditions with waiters, the most wanted first
 * @param parties all routines that are not known to be idle
 */
public record WaitForGraph(Dump dump, List<Resource> resources, List<Party> parties) {
  public WaitForGraph {
    resources = List.copyOf(resources);
    parties = List.copyOf(parties);
  }

  /** Builds the graph of a dump. */
  public static WaitForGraph of(Dump dump) {
    List<Party> parties =
        dump.groups().stream()
            .filter(g -> !g.idle())
            .flatMap(g -> g.cohorts().stream().map(c -> new Party(g, c)))
            .toList();
    List<Resource> resources =
        switch (dump.runtime()) {
          case GO -> new GoGraph(parties).resources();
          case HOTSPOT -> new HotSpotGraph(parties).resources();
        };
    return new WaitForGraph(dump, resources, parties);
  }

  /** Gives the locks among the resources. */
  public List<Resource> locks() {
    return resources.stream().filter(Resource::isLock).toList();
  }

  /** Whether no routine runs that could still change something; the one that dumps apart. */
  public boolean isQuiet() {
    return parties.stream().noneMatch(p -> Activity.of(p) == Activity.RUNS);
  }

  /** Gives what a party waits for, as the resource's index, or -1. */
  public int waitsFor(Party party) {
    for (int i = 0; i < resources.size(); i++) {
      if (resources.get(i).waiters().stream().anyMatch(w -> w.party().equals(party))) {
        return i;
      }
    }
    return -1;
  }
}
