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

/** Waiting on a nil channel or in an empty select: the runtime says that nothing can end it. */
public final class NilChannel implements Rule {
  private static final String EMPTY = "select (no cases)";

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Party party : graph.parties()) {
      if (findings.size() == MOST) {
        break;
      }
      String state = party.group().state();
      int frame = party.group().applicationFrame();
      if (frame >= 0 && state.contains("(nil chan)")) {
        findings.add(nil(party, frame));
      } else if (frame >= 0 && hasNoCases(party.group()) && !isMain(party)) {
        findings.add(empty(party, frame).asGuess());
      }
    }
    return findings;
  }

  /** Whether the routines of a group wait in a select that nothing ends. */
  public static boolean hasNoCases(Group group) {
    return group.state().startsWith(EMPTY);
  }

  /** The usual way to let a program run on after main has started everything. */
  private static boolean isMain(Party party) {
    return party.frames().stream().anyMatch(f -> f.function().equals("main.main"));
  }

  private static Finding nil(Party party, int frame) {
    Frame at = party.frame(frame);
    String state = party.group().state();
    return finding(
        party,
        frame,
        state.startsWith("chan send") ? Role.SENDER : Role.RECEIVER,
        "%s in %s waits on a nil channel for ever"
            .formatted(Sentences.routines(party.cohort().count()), Sentences.say(at)),
        "Sending to and receiving from a nil channel blocks for ever; the runtime marks such"
            + " waits.",
        Confidence.Proven,
        "Create the channel before " + at.location() + " is reached.");
  }

  /** It never ends, that is sure; whether it was meant to is not. */
  private static Finding empty(Party party, int frame) {
    Frame at = party.frame(frame);
    return finding(
        party,
        frame,
        Role.WAITER,
        "%s in %s waits in a select without cases for ever"
            .formatted(Sentences.routines(party.cohort().count()), Sentences.say(at)),
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
