package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Carriage;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All carriers are kept by routines that wait, so that no other one gets to run: virtual threads
 * that cannot be unmounted where they wait.
 */
public final class CarriersPinned implements Rule {
  private static final Pattern MEMBER = Pattern.compile("\"(.*?[^0-9])\\d+\" #\\d+");

  /** With one alone, and nobody seen that wants it, it is no more than a moment's picture. */
  private static final int SEVERAL = 2;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    int carriers = 0;
    int stranded = 0;
    Set<String> names = new TreeSet<>();
    for (Group group : graph.groups()) {
      Carriage carriage = group.dialect().carriage(group);
      if (carriage.isCarrier()) {
        carriers += group.count();
        group.ids().forEach(id -> addName(id, names));
      } else if (carriage == Carriage.STRANDED) {
        stranded += group.count();
      }
    }
    if (carriers < (stranded > 0 ? 1 : SEVERAL) || hasFree(graph, names)) {
      return List.of();
    }
    List<Party> pinned =
        graph.parties(g -> g.dialect().carriage(g).isCarried() && g.activity() == Activity.WAITS);
    int kept = pinned.stream().mapToInt(p -> p.cohort().count()).sum();
    return kept == carriers
        ? List.of(finding(graph, String.join(", ", names), pinned, kept, stranded))
        : List.of();
  }

  private static void addName(String id, Set<String> names) {
    Matcher m = MEMBER.matcher(id);
    if (m.matches()) {
      names.add(m.group(1));
    }
  }

  /** Whether a thread of the same pool carries none, so that it could take one. */
  private static boolean hasFree(WaitForGraph graph, Set<String> names) {
    for (Group group : graph.groups()) {
      Set<String> members = new TreeSet<>();
      if (!group.dialect().carriage(group).isCarrier()) {
        group.ids().forEach(id -> addName(id, members));
      }
      if (members.stream().anyMatch(names::contains)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a thread with a carrier, or without need of one, may end a wait. */
  private static boolean mayGoOn(Group group) {
    Carriage carriage = group.dialect().carriage(group);
    return carriage != Carriage.STRANDED
        && carriage != Carriage.CARRIER
        && group.activity() != Activity.WAITS;
  }

  private static Finding finding(
      WaitForGraph graph, String pool, List<Party> pinned, int kept, int stranded) {
    boolean alone = stranded > 0 && graph.parties(CarriersPinned::mayGoOn).isEmpty();
    List<Finding.Participant> participants = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    for (Party party : pinned) {
      int frame = Math.max(0, party.group().applicationFrame());
      participants.add(Sentences.participant(Role.WORKER, party, frame));
      if (evidence.size() < 3) {
        evidence.add(
            "%s keeps a carrier while it waits in %s, called by %s"
                .formatted(
                    party.cohort().ids().isEmpty() ? "a thread" : party.cohort().ids().getFirst(),
                    Sentences.say(party.frame(0)),
                    Sentences.say(party.frame(frame))));
      }
    }
    evidence.add("no thread of '%s' is without a virtual thread".formatted(pool));
    evidence.add(
        stranded > 0
            ? "RUNNABLE, and without a carrier: %d virtual threads".formatted(stranded)
            : "virtual threads without a carrier are not in this form of dump");
    evidence.add(
        alone
            ? "no other thread runs or waits for something outside, so nobody ends these waits"
            : "other threads may still end these waits");
    return new Finding(
        "CarriersPinned",
        Kind.POOL_EXHAUSTED,
        "all %d carriers of virtual threads are kept by ones that wait in %s%s"
            .formatted(
                kept,
                Sentences.say(pinned.getFirst().frame(first(pinned.getFirst()))),
                stranded > 0 ? "; %d more could run and have none".formatted(stranded) : ""),
        "A virtual thread that waits below a native call, in a class initializer or, up to JDK 23,"
            + " in a synchronized block keeps its carrier. While all are kept no other virtual"
            + " thread runs, not even one that would end the wait.",
        alone ? Confidence.Strong : Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.EXECUTOR),
        Sentences.merge(participants),
        evidence,
        "Do not wait in static initializers, below native calls or, up to JDK 23, in synchronized"
            + " blocks of virtual threads; the event jdk.VirtualThreadPinned of JFR tells where.");
  }

  private static int first(Party party) {
    return Math.max(0, party.group().applicationFrame());
  }
}
