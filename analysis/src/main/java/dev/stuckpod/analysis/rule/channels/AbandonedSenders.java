package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many routines send at one place, each alone to a channel of its own that nobody receives from:
 * whoever made the channel has left.
 */
public final class AbandonedSenders implements Rule {
  private static final int MANY = 20;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Map<Frame, List<Waiter>> lonely = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Resource channel : graph.all()) {
      if (channel.kind() != ResourceKind.CHANNEL
          || channel.waiting(Mode.SEND).size() < channel.waiters().size()) {
        continue;
      }
      Waiter sender = channel.waiters().getFirst();
      if (!channel.address().isEmpty() && channel.waiting() == 1) {
        lonely.computeIfAbsent(sender.at(), _ -> new ArrayList<>()).add(sender);
      } else if (channel.address().isEmpty() && channel.waiting() >= MANY && graph.isQuiet()) {
        findings.add(
            finding(
                sender.at(),
                channel.waiters(),
                "nobody receives there; the dump does not tell their channels apart"));
      }
    }
    Kin kin = new Kin(graph);
    lonely.forEach(
        (at, senders) -> {
          if (senders.size() >= MANY) {
            findings.add(
                Facts.stated(
                    finding(at, senders, "each to a channel of its own that nobody receives from"),
                    kin.alone(senders.stream().map(Waiter::party).toList(), List.of())));
          }
        });
    return findings;
  }

  private static Finding finding(Frame at, List<Waiter> senders, String how) {
    int n = senders.stream().mapToInt(w -> w.party().cohort().count()).sum();
    String least = senders.getFirst().party().group().hasMore() ? "at least " : "";
    return new Finding(
            "AbandonedSenders",
            Kind.COMMUNICATION_LEAK,
            "%s%d goroutines send in %s, %s".formatted(least, n, Sentences.say(at), how),
            "Whoever made these channels does not wait for a result any more; the senders stay for"
                + " ever.",
            Confidence.Suspected,
            Finding.Resource.unnamed(ResourceKind.CHANNEL),
            Sentences.merge(senders.stream().map(Sentences::waiter).toList()),
            List.of(
                "%s%d senders, %s".formatted(least, n, how),
                "state '" + senders.getFirst().party().group().state() + "'"),
            "Give the channel room for one value, or let the sender at %s give up when the request ends."
                .formatted(at.location()))
        .asGuess();
  }
}
