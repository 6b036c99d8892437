package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/** Goroutines that the garbage collector found to be unreachable (Go 1.26, goroutineleak). */
public final class Leaked implements Rule {
  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party : graph.parties()) {
      if (findings.size() == MOST) {
        break;
      }
      String state = party.group().state();
      int frame = party.group().applicationFrame();
      if (frame >= 0 && (state.equals("leaked") || state.contains("(leaked)"))) {
        findings.add(finding(party, frame));
      }
    }
    return findings;
  }

  /** What the runtime's words say of what is waited for. */
  static ResourceKind resource(String state) {
    String[] parts = state.split("[. ]", 3);
    return switch (parts[0].equals("sync") && parts.length > 1 ? parts[1] : parts[0]) {
      case "Mutex" -> ResourceKind.MUTEX;
      case "RWMutex" -> ResourceKind.RW_MUTEX;
      case "Cond" -> ResourceKind.CONDITION;
      case "WaitGroup" -> ResourceKind.WAIT_GROUP;
      case "chan" -> ResourceKind.CHANNEL;
      case "select" -> ResourceKind.SELECT;
      default -> ResourceKind.UNKNOWN;
    };
  }

  private static Finding finding(Party party, int frame) {
    String state = party.group().state();
    boolean lock = state.startsWith("sync.Mutex") || state.startsWith("sync.RWMutex");
    return new Finding(
        "Leaked",
        lock ? Kind.LOCK_LEAK : state.equals("leaked") ? Kind.LEAK : Kind.COMMUNICATION_LEAK,
        "%s leaked in %s: what they wait for cannot be reached by anybody"
            .formatted(
                Sentences.routines(party.dialect(), party.cohort().count()),
                Sentences.say(party, frame)),
        "The garbage collector found no running goroutine that could reach the channel or lock.",
        Confidence.Proven,
        Finding.Resource.unnamed(resource(state)),
        Sentences.only(Role.WAITER, party, frame),
        List.of("the runtime marks them as leaked: state '" + state + "'"),
        "See who should serve %s, and on which path it leaves without doing so."
            .formatted(party.frame(frame).location()));
  }
}
