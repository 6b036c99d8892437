package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.lock.Peer;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is at the other end of connections that routines wait at, where memory tells.
 *
 * @param peers the one with most first; one without an address stands for several
 * @param all how many wait, whoever it is for
 * @param reads whether these are not the callers, but those who read answers on their behalf
 */
public record Called(List<Peer> peers, int all, boolean reads) {
  private static final int TOLD = 3;
  private static final long NEARLY_ALL = 90;

  public Called {
    peers = List.copyOf(peers);
  }

  /** Whom routines wait for themselves. */
  public static Called by(Collection<Party> parties) {
    return of(parties, false);
  }

  /**
   * Whom routines in a call to a peer wait for: those who read on behalf of calls of that library
   * are asked, where the callers do not read themselves.
   */
  public static Called by(WaitForGraph graph, List<Party> calling) {
    Called own = by(calling);
    if (!own.peers.isEmpty() || calling.isEmpty()) {
      return own;
    }
    Party first = calling.getFirst();
    String library = library(first.frame(KnownCalls.frame(first, Meaning.PEER)).function());
    if (library.indexOf('/') < 0) {
      return own; // a package of which many others are named
    }
    List<Party> readers = new ArrayList<>(); // they are idle by themselves
    for (Group group : graph.groups()) {
      for (Cohort cohort : group.cohorts()) {
        if (!cohort.peers().isEmpty() && reads(group, library)) {
          readers.add(new Party(group, cohort));
        }
      }
    }
    return of(readers, true);
  }

  private static boolean reads(Group group, String library) {
    int frame = KnownCalls.frame(group, Meaning.READER);
    return frame >= 0 && group.stack().frames().get(frame).function().startsWith(library);
  }

  private static Called of(Collection<Party> parties, boolean reads) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int all = 0;
    for (Party party : parties) {
      Effort.step(1);
      all += party.cohort().count();
      party.cohort().peers().forEach(p -> counts.merge(p.address(), p.count(), Integer::sum));
    }
    List<Peer> peers = new ArrayList<>();
    counts.forEach((address, count) -> peers.add(new Peer(address, count)));
    peers.sort(Peer.MOST_FIRST);
    return new Called(peers, all, reads);
  }

  /** Gives the package of {@code net/http.(*Transport).roundTrip}. */
  private static String library(String function) {
    int dot = function.indexOf('.', function.lastIndexOf('/', function.indexOf('(') - 1) + 1);
    return dot < 0 ? function : function.substring(0, dot);
  }

  /** Whether one of them can be named as the one that is waited for. */
  public boolean isKnown() {
    return !peers.isEmpty()
        && !peers.getFirst().address().isEmpty()
        && (!reads || peers.getFirst().count() * 100L >= NEARLY_ALL * all);
  }

  /** Gives {@code 10.0.0.7:5432}, {@code 10.0.0.7:5432 (8 of 10)}, or other words. */
  public String orElse(String unknown) {
    if (!isKnown()) {
      return unknown;
    }
    Peer most = peers.getFirst();
    return reads || most.count() == all
        ? most.address()
        : "%s (%d of %d)".formatted(most.address(), most.count(), all);
  }

  /** Gives the address of the one that most wait for; empty where nobody can be named. */
  public String address() {
    return isKnown() ? peers.getFirst().address() : "";
  }

  /** Gives the connections as what is waited for. */
  public Finding.Resource resource() {
    return new Finding.Resource(ResourceKind.CONNECTION.label(), address(), "");
  }

  /** Says in one sentence how many wait for whom; says nothing where that is not known. */
  public List<String> evidence() {
    if (peers.isEmpty()) {
      return List.of();
    }
    List<String> told = new ArrayList<>();
    int left = 0;
    for (Peer peer : peers) {
      if (told.size() < TOLD && !peer.address().isEmpty()) {
        told.add("%d to %s".formatted(peer.count(), peer.address()));
      } else {
        left += peer.count();
      }
    }
    if (left > 0) {
      told.add(left + " to others");
    }
    int unknown = all - peers.stream().mapToInt(Peer::count).sum();
    if (unknown > 0) {
      told.add("of %d it is not known".formatted(unknown));
    }
    return List.of(
        (reads ? "connections that answers are read from: " : "connections that they wait at: ")
            + String.join(", ", told));
  }
}
