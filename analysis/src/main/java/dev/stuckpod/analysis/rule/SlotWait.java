package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A channel with room for n stands for n slots, and those who have one wait for another: they send
 * to the channel from a call that stands after the line where others wait for their first slot, or
 * they wait for the very routines that need one.
 */
final class SlotWait implements Rule {
  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource slots : graph.resources()) {
      List<Waiter> senders = slots.waiting(Mode.SEND);
      if (senders.size() < slots.waiters().size()) {
        continue;
      }
      List<Waiter> owners =
          senders.stream()
              .filter(
                  w ->
                      isStartedThere(w)
                          || senders.stream().anyMatch(first -> isPast(w.party(), first)))
              .toList();
      if (!owners.isEmpty()) {
        findings.add(finding(slots, owners));
      }
    }
    return findings;
  }

  /** Whether the very function that takes the slot has started the routine, so that it has one. */
  private static boolean isStartedThere(Waiter w) {
    Frame by = w.party().group().stack().createdBy();
    return by != null && by.function().equals(w.at().function());
  }

  /** Whether a routine is past the line at which another one waits for its slot. */
  private static boolean isPast(Party party, Waiter first) {
    for (int i = first.frame(); i < first.party().frames().size(); i++) {
      Frame asks = first.party().frame(i);
      for (Frame frame : party.frames()) {
        if (!party.equals(first.party())
            && frame.function().equals(asks.function())
            && frame.file().equals(asks.file())
            && frame.line() > asks.line()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Finding finding(Resource slots, List<Waiter> owners) {
    var participants = new ArrayList<Finding.Participant>();
    owners.forEach(w -> participants.add(Sentences.participant(Role.WORKER, w.party(), w.frame())));
    slots.waiters().stream()
        .filter(w -> !owners.contains(w))
        .forEach(w -> participants.add(Sentences.waiter(w)));
    int held = owners.stream().mapToInt(w -> w.party().cohort().count()).sum();
    return new Finding(
        "SlotWait",
        "pool-exhausted",
        FindingClass.COMMUNICATION,
        "%s that have a slot wait for another one of the same channel in %s"
            .formatted(Sentences.routines(held), Sentences.say(owners.getFirst().at())),
        "All slots are taken by routines that give them back only after they got a second one.",
        Confidence.Suspected,
        Sentences.resource(slots),
        Sentences.merge(participants),
        List.of(
            "they are past the line where others wait for their first slot, or were started by the"
                + " function that takes it",
            "waiters: " + Sentences.places(slots.waiters()),
            "no routine of the process runs"),
        "Give the slot back before asking for another, or use a limit of its own for the inner"
            + " tasks.");
  }
}
