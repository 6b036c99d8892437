package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
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

/**
 * Routines on a nil channel, or in a select without cases, that nobody is seen to need: that the
 * wait never ends is sure, that it was not meant is not. Programs park goroutines so on purpose.
 */
public final class EndlessWait implements Rule {

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party : graph.parties(g -> isNil(g) || NilChannel.hasNoCases(g))) {
      if (findings.size() == MOST) {
        break;
      }
      int frame = party.group().applicationFrame();
      if (frame >= 0 && !NilChannel.isMain(party)) {
        findings.add(
            (isNil(party.group()) ? nil(party, frame, false) : empty(party, frame)).asGuess());
      }
    }
    return findings;
  }

  static boolean isNil(Group group) {
    return group.state().contains("(nil chan)");
  }

  static Finding nil(Party party, int frame, boolean needed) {
    Frame at = party.frame(frame);
    String state = party.group().state();
    return finding(
        party,
        frame,
        state.startsWith("chan send") ? Role.SENDER : Role.RECEIVER,
        "%s in %s %s on a nil channel for ever"
            .formatted(
                Sentences.routines(party.dialect(), party.cohort().count()),
                Sentences.say(at),
                party.cohort().count() == 1 ? "waits" : "wait"),
        "Sending to and receiving from a nil channel blocks for ever; the runtime marks such"
            + " waits."
            + (needed ? "" : " Whether that was meant is not to be seen."),
        needed ? Confidence.Proven : Confidence.Suspected,
        "Create the channel before " + at.location() + " is reached.");
  }

  private static Finding empty(Party party, int frame) {
    Frame at = party.frame(frame);
    return finding(
        party,
        frame,
        Role.WAITER,
        "%s in %s %s in a select without cases for ever"
            .formatted(
                Sentences.routines(party.dialect(), party.cohort().count()),
                Sentences.say(at),
                party.cohort().count() == 1 ? "waits" : "wait"),
        "Nothing can end a select without cases; outside of main that is seldom meant.",
        Confidence.Suspected,
        "Let the select at " + at.location() + " also wait for what should end the goroutine.");
  }

  private static Finding finding(
      Party party,
      int frame,
      Role role,
      String title,
      String explanation,
      Confidence confidence,
      String suggestion) {
    return new Finding(
        "NilChannel",
        Kind.NIL_CHANNEL,
        title,
        explanation,
        confidence,
        Finding.Resource.unnamed(ResourceKind.CHANNEL),
        Sentences.only(role, party, frame),
        List.of("state " + party.group().state()),
        suggestion);
  }
}
