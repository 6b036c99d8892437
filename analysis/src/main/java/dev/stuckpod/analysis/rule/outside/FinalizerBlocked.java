package dev.stuckpod.analysis.rule.outside;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/** The thread that runs finalizers, cleaners or references waits in one of them. */
public final class FinalizerBlocked implements Rule {
  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party :
        graph.parties(g -> g.dialect().isFinalizer(g) && g.activity() == Activity.WAITS)) {
      if (findings.size() == MOST) {
        break;
      }
      int frame = party.group().applicationFrame();
      if (frame >= 0) {
        findings.add(finding(graph, party, frame));
      }
    }
    return findings;
  }

  private static Finding finding(WaitForGraph graph, Party party, int frame) {
    return new Finding(
        "FinalizerBlocked",
        Kind.FINALIZER_BLOCKED,
        "the thread that runs finalizers waits in %s, state '%s'"
            .formatted(Sentences.say(party, frame), party.group().state()),
        "While it waits, no finalizer and no cleaner runs, and what they should free piles up.",
        graph.isQuiet() ? Confidence.Strong : Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.FINALIZER),
        Sentences.only(Role.VICTIM, party, frame),
        List.of(
            "%s is in %s, not in its queue"
                .formatted(
                    party.cohort().ids().isEmpty() ? "it" : party.cohort().ids().getFirst(),
                    Sentences.say(party.frame(0)))),
        "Do nothing in %s that can wait.".formatted(party.frame(frame).location()));
  }
}
