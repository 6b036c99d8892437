package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Goroutines that nothing can ever wake, as the process's heap says: it was searched for what they
 * wait for. That main waits so is a way to wait for ever on purpose. Where one of them holds a
 * lock, that comes first.
 */
public final class OutOfReach implements Rule {
  private static final String MAIN = "main.main";

  @Override
  public List<Finding> find(WaitForGraph graph) {
    HeldOutOfReach held = new HeldOutOfReach(graph);
    Set<Party> told = held.parties();
    List<Finding> findings = new ArrayList<>(held.findings());
    List<Party> same = new ArrayList<>();
    for (Party party : graph.parties()) {
      if (findings.size() >= MOST) {
        break;
      }
      if (!same.isEmpty() && !isOfOneGroup(same.getFirst(), party)) {
        add(same, findings);
        same.clear();
      }
      if (party.cohort().unreached() && !told.contains(party)) {
        same.add(party);
      }
    }
    add(same, findings);
    return findings;
  }

  @SuppressWarnings("ReferenceEquality") // a group is one object
  private static boolean isOfOneGroup(Party one, Party other) {
    return one.group() == other.group();
  }

  private static void add(List<Party> same, List<Finding> findings) {
    if (same.isEmpty()) {
      return;
    }
    Party first = same.getFirst();
    int frame = first.group().applicationFrame();
    boolean main = first.frames().stream().anyMatch(f -> f.function().equals(MAIN));
    if (frame >= 0 && !main) {
      findings.add(finding(same, frame));
    }
  }

  private static Finding finding(List<Party> same, int frame) {
    Party first = same.getFirst();
    String state = first.group().state();
    boolean lock = state.startsWith("sync.Mutex") || state.startsWith("sync.RWMutex");
    int count = same.stream().mapToInt(party -> party.cohort().count()).sum();
    return new Finding(
        "OutOfReach",
        lock ? Kind.LOCK_LEAK : Kind.COMMUNICATION_LEAK,
        "%s%s in %s for what nobody can reach any more"
            .formatted(
                first.group().hasMore() ? "at least " : "",
                Sentences.wait(first.dialect(), count),
                Sentences.say(first, frame)),
        "Nothing that is alive refers to the channel or lock: no variable, no running goroutine, no"
            + " timer. So nobody can wake them, and they stay for ever.",
        Confidence.Strong,
        Finding.Resource.unnamed(Leaked.resource(state)),
        Sentences.merge(
            same.stream().map(party -> Sentences.participant(Role.WAITER, party, frame)).toList()),
        List.of(
            "memory: the heap was searched twice, and nothing but goroutines parked for ever refers"
                + " to what they wait for",
            "state '" + state + "'"),
        "See who should serve %s, and on which path it leaves without doing so."
            .formatted(first.frame(first.own(frame)).location()));
  }
}
