package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.ApplicationFrame;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.List;

/** Waiting on a nil channel or in an empty select: the runtime says that nothing can end it. */
final class NilChannel implements Rule {
  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party : graph.parties()) {
      String state = party.group().state();
      int frame = ApplicationFrame.of(party.frames());
      if (frame < 0 || !state.contains("(nil chan)")) {
        continue;
      }
      Frame at = party.frame(frame);
      Role role = state.startsWith("chan send") ? Role.SENDER : Role.RECEIVER;
      findings.add(
          new Finding(
              "NilChannel",
              "nil-channel",
              FindingClass.COMMUNICATION,
              "%s in %s waits on a nil channel for ever"
                  .formatted(Sentences.routines(party.cohort().count()), Sentences.say(at)),
              "Sending to and receiving from a nil channel blocks for ever; the runtime marks such"
                  + " waits.",
              Confidence.Proven,
              Finding.Resource.unnamed("chan"),
              List.of(Sentences.participant(role, party, frame)),
              List.of("state " + state),
              "Create the channel before " + at.location() + " is reached."));
    }
    return findings;
  }
}
