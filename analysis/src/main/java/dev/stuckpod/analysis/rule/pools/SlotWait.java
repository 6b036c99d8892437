package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A channel with room for n stands for n slots, and those who have one wait for another: they send
 * to the channel from a call that stands after the line where others wait for their first slot, or
 * they wait for the very routines that need one.
 */
public final class SlotWait implements Rule {
  private static final int NEVER = Integer.MAX_VALUE;

  private record Call(String function, String file) {
    static Call of(Frame frame) {
      return new Call(frame.function(), frame.file());
    }
  }

  /** The first line at which a routine asks for a slot, and the first at which another does. */
  private record Asked(Party party, int line, int others) {
    Asked with(Asked more) {
      if (more.party.equals(party)) {
        return new Asked(party, Math.min(line, more.line), others);
      }
      return more.line < line
          ? new Asked(more.party, more.line, line)
          : new Asked(party, line, Math.min(others, more.line));
    }

    int line(Party asks) {
      return asks.equals(party) ? others : line;
    }
  }

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Kin kin = new Kin(graph);
    for (Resource slots : graph.resources()) {
      List<Waiter> senders = slots.waiting(Mode.SEND);
      if (senders.size() < slots.waiters().size()) {
        continue;
      }
      Map<Call, Asked> asked = asked(senders);
      List<Waiter> owners =
          senders.stream().filter(w -> isStartedThere(w) || isPast(w.party(), asked)).toList();
      if (!owners.isEmpty()) {
        findings.add(Facts.stated(finding(slots, owners), alone(kin, senders, owners)));
      }
    }
    return findings;
  }

  /** Memory tells how many slots there are: all are accounted for if so many owners wait. */
  private static Optional<String> alone(Kin kin, List<Waiter> senders, List<Waiter> owners) {
    long held = owners.stream().mapToLong(w -> w.party().cohort().count()).sum();
    boolean all =
        senders.stream()
            .allMatch(
                w ->
                    w.party().channels().stream()
                        .anyMatch(c -> c.buffered() == held && c.capacity() == held));
    return all
        ? kin.alone(senders.stream().map(Waiter::party).toList(), List.of())
        : Optional.empty();
  }

  /** Whether the very function that takes the slot has started the routine, so that it has one. */
  private static boolean isStartedThere(Waiter w) {
    Frame by = w.party().group().stack().createdBy();
    return by != null && by.function().equals(w.at().function());
  }

  /** The first lines at which routines that wait for their slot stand in each function. */
  private static Map<Call, Asked> asked(List<Waiter> senders) {
    Map<Call, Asked> asked = new HashMap<>();
    for (Waiter w : senders) {
      for (Frame frame : w.party().frames().subList(w.frame(), w.party().frames().size())) {
        asked.merge(Call.of(frame), new Asked(w.party(), frame.line(), NEVER), Asked::with);
      }
    }
    return asked;
  }

  /** Whether a routine is past the line at which another one waits for its slot. */
  private static boolean isPast(Party party, Map<Call, Asked> asked) {
    return party.frames().stream()
        .anyMatch(
            frame -> {
              Asked first = asked.get(Call.of(frame));
              return first != null && frame.line() > first.line(party);
            });
  }

  private static Finding finding(Resource slots, List<Waiter> owners) {
    var participants = new ArrayList<Finding.Participant>();
    owners.forEach(w -> participants.add(Sentences.participant(Role.WORKER, w.party(), w.frame())));
    Set<Waiter> owning = new HashSet<>(owners);
    slots.waiters().stream()
        .filter(w -> !owning.contains(w))
        .forEach(w -> participants.add(Sentences.waiter(w)));
    int held = owners.stream().mapToInt(w -> w.party().cohort().count()).sum();
    return new Finding(
        "SlotWait",
        Kind.SLOTS_EXHAUSTED,
        "%s that have a slot wait for another one of the same channel in %s"
            .formatted(
                Sentences.routines(owners.getFirst().party().dialect(), held),
                Sentences.say(owners.getFirst())),
        "All slots are taken by goroutines that give them back only after they got a second one.",
        Confidence.Suspected,
        Sentences.resource(slots),
        Sentences.merge(participants),
        List.of(
            "they are past the line where others wait for their first slot, or were started by the"
                + " function that takes it",
            "waiters: " + Sentences.places(slots.waiters())),
        "Give the slot back before asking for another, or use a limit of its own for the inner"
            + " tasks.");
  }
}
