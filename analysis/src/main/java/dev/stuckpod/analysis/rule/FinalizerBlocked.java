package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Activity;
import dev.stuckpod.analysis.graph.ApplicationFrame;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The thread that runs finalizers, cleaners or references waits in one of them. */
final class FinalizerBlocked implements Rule {
  private static final Pattern THREAD =
      Pattern.compile("\"(Finalizer|Reference Handler|Common-Cleaner|Secondary finalizer)\".*");
  private static final Set<String> GO =
      Set.of("runtime.runfinq", "runtime.runFinalizers", "runtime.runCleanups");

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party : graph.parties(g -> isFinalizer(g) && Activity.of(g) == Activity.WAITS)) {
      if (findings.size() == MOST) {
        break;
      }
      int frame = ApplicationFrame.of(party.frames());
      if (frame >= 0) {
        findings.add(finding(graph, party, frame));
      }
    }
    return findings;
  }

  private static boolean isFinalizer(Group group) {
    return group.ids().stream().anyMatch(id -> THREAD.matcher(id).matches())
        || group.stack().frames().stream().anyMatch(f -> GO.contains(f.function()));
  }

  private static Finding finding(WaitForGraph graph, Party party, int frame) {
    return new Finding(
        "FinalizerBlocked",
        Kind.FINALIZER_BLOCKED,
        "the thread that runs finalizers waits in %s, state '%s'"
            .formatted(Sentences.say(party.frame(frame)), party.group().state()),
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
