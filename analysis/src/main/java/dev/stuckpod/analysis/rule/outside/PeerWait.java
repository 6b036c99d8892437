package dev.stuckpod.analysis.rule.outside;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Called;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the process does, parked routines apart, is to wait for answers to one outgoing call.
 */
public final class PeerWait implements Rule {
  private static final int MANY = 10;
  private static final long NEARLY_ALL = 90;

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Map<Frame, List<Party>> byCall = new LinkedHashMap<>();
    List<Party> calling =
        graph.parties(g -> KnownCalls.isIn(g, Meaning.PEER) && g.activity() != Activity.RUNS);
    for (Party party : calling) {
      Frame caller = party.frame(KnownCalls.caller(party, Meaning.PEER));
      byCall.computeIfAbsent(caller, _ -> new ArrayList<>()).add(party);
    }
    int active =
        count(calling)
            + count(graph.parties(g -> isActive(g) && !KnownCalls.isIn(g, Meaning.PEER)));
    return byCall.values().stream()
        .filter(parties -> count(parties) >= MANY && count(parties) * 100L >= NEARLY_ALL * active)
        .max(Comparator.comparingInt(PeerWait::count))
        .map(parties -> List.of(finding(parties, Called.by(graph, parties))))
        .orElse(List.of());
  }

  private static boolean isActive(Group group) {
    Activity activity = group.activity();
    return activity != Activity.WAITS;
  }

  private static int count(List<Party> parties) {
    return parties.stream().mapToInt(p -> p.cohort().count()).sum();
  }

  private static Finding finding(List<Party> parties, Called called) {
    Party first = parties.getFirst();
    Frame call = first.frame(KnownCalls.frame(first, Meaning.PEER));
    List<String> evidence = new ArrayList<>();
    evidence.add(
        Sentences.routines(first.dialect(), count(parties)) + " in " + Sentences.say(call));
    evidence.addAll(called.evidence());
    return new Finding(
        "PeerWait",
        Kind.WAITING_ON_PEER,
        "%s in %s for the answer %sto one outgoing call, %s"
            .formatted(
                Sentences.wait(first.dialect(), count(parties)),
                Sentences.say(first.frame(first.own(KnownCalls.caller(first, Meaning.PEER)))),
                called.isKnown() ? "of " + called.orElse("") + " " : "",
                Sentences.say(call)),
        "The cause is likely on the other end of these connections.",
        Confidence.Suspected,
        called.resource(),
        Sentences.merge(
            parties.stream()
                .map(p -> Sentences.participant(Role.WAITER, p, KnownCalls.caller(p, Meaning.PEER)))
                .toList()),
        evidence,
        "Look at %s, and give the call a deadline."
            .formatted(called.isKnown() ? called.address() : "the service that is called there"));
  }
}
