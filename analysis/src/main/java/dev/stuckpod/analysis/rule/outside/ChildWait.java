package dev.stuckpod.analysis.rule.outside;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that has ended is waited for all the same, because a process that it has left behind
 * keeps its output open: os/exec copies that until it is closed.
 */
public final class ChildWait implements Rule {
  private static final String COPIES = "os/exec.(*Cmd).writerDescriptor.func";

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Party> waiting = graph.parties(ChildWait::waitsForOutput);
    if (waiting.isEmpty()) {
      return List.of();
    }
    int copying = graph.groups().stream().filter(ChildWait::copies).mapToInt(Group::count).sum();
    List<Finding> findings = new ArrayList<>();
    for (Party party : waiting) {
      if (copying > 0 && findings.size() < MOST) {
        findings.add(finding(party, copying));
      }
    }
    return findings;
  }

  /** The process itself is waited for in a system call; only its copiers in a channel. */
  private static boolean waitsForOutput(Group group) {
    return KnownCalls.isIn(group, Meaning.CHILD)
        && (group.state().startsWith("chan receive") || group.state().startsWith("select"));
  }

  private static boolean copies(Group group) {
    return group.activity() == Activity.READS
        && group.stack().frames().stream().anyMatch(f -> f.function().startsWith(COPIES));
  }

  private static Finding finding(Party party, int copying) {
    int own = party.own(KnownCalls.caller(party, Meaning.CHILD));
    Frame at = party.frame(own);
    return new Finding(
        "ChildWait",
        Kind.WAITING_ON_PEER,
        "%s in %s for the output of a command that has ended: some process still has it open"
            .formatted(Sentences.wait(party.dialect(), party.cohort().count()), Sentences.say(at)),
        "os/exec returns from Wait only when the command's output is closed, and a process that the"
            + " command has started keeps it open.",
        Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.CONNECTION),
        List.of(Sentences.participant(Role.WAITER, party, own)),
        List.of(
            Sentences.stands("the one who waits", party, at),
            "%s from the output of a command"
                .formatted(Sentences.reading(party.dialect(), copying))),
        "Set WaitDelay of the Cmd at %s, or give it a file for its output."
            .formatted(at.location()));
  }
}
