package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody sends to a channel that nobody receives from, while the one who belongs to it, of the
 * same type or the one that started it, waits for something else, and nothing runs.
 */
public final class StuckSender implements Rule {
  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Partners partners = new Partners(graph);
    Kin kin = new Kin(graph);
    for (Resource channel : graph.resources()) {
      boolean onlySenders = channel.waiters().stream().allMatch(w -> w.mode() == Mode.SEND);
      Waiter sender = channel.waiters().getFirst();
      if (channel.kind() == ResourceKind.CHANNEL
          && onlySenders
          && !EndlessWait.isNil(sender.party().group())) {
        Optional<Waiter> other = partners.sending(channel, sender);
        Optional<String> alone = other.flatMap(p -> alone(kin, channel, p));
        (alone.isPresent() ? other : partners.of(channel, sender))
            .ifPresent(p -> findings.add(Facts.stated(finding(channel, sender, p), alone)));
      }
    }
    return findings;
  }

  /** Two that send to each other are stuck for good where nobody else is left to receive. */
  private static Optional<String> alone(Kin kin, Resource channel, Waiter partner) {
    List<Party> waiting =
        Stream.concat(channel.waiters().stream(), Stream.of(partner)).map(Waiter::party).toList();
    return kin.alone(waiting, List.of());
  }

  private static Finding finding(Resource channel, Waiter sender, Waiter partner) {
    var participants = new ArrayList<Finding.Participant>();
    channel.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    participants.add(Sentences.participant(Role.WAITER, partner.party(), partner.frame()));
    return new Finding(
        "StuckSender",
        Kind.CHANNEL,
        "%s in %s: nobody receives; %s, which belongs to it, waits in '%s'"
            .formatted(
                Sentences.routines(sender.party().dialect(), channel.waiting())
                    + (channel.waiting() == 1 ? " sends" : " send"),
                Sentences.say(sender),
                Sentences.say(partner),
                partner.party().group().state()),
        "Neither can go on until somebody else serves one of them.",
        Confidence.Suspected,
        Sentences.resource(channel),
        Sentences.merge(participants),
        List.of(
            "no goroutine waits to receive from the channel at " + sender.own().location(),
            Sentences.stands("the other", partner.party(), partner.at())),
        "Make the receiver of the channel at %s outlive its senders, or let them give up (select with a done channel)."
            .formatted(sender.own().location()));
  }
}
