package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many routines send at one place, each alone to a channel of its own that nobody receives from:
 * whoever made the channel has left.
 */
final class AbandonedSenders implements Rule {
  private static final int MANY = 20;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Map<Frame, List<Waiter>> lonely = new LinkedHashMap<>();
    for (Resource channel : graph.resources()) {
      if (channel.waiting() == 1
          && !channel.address().isEmpty()
          && channel.waiting(Mode.SEND).size() == 1) {
        Waiter sender = channel.waiters().getFirst();
        lonely.computeIfAbsent(sender.at(), _ -> new ArrayList<>()).add(sender);
      }
    }
    List<Finding> findings = new ArrayList<>();
    lonely.forEach(
        (at, senders) -> {
          if (senders.size() >= MANY) {
            findings.add(finding(at, senders));
          }
        });
    return findings;
  }

  private static Finding finding(Frame at, List<Waiter> senders) {
    return new Finding(
        "AbandonedSenders",
        "leak",
        FindingClass.COMMUNICATION,
        "%d routines send in %s, each to a channel of its own that nobody receives from"
            .formatted(senders.size(), Sentences.say(at)),
        "Whoever made each of these channels does not wait for its result any more; the senders"
            + " stay for ever.",
        Confidence.Suspected,
        null,
        Sentences.merge(senders.stream().map(Sentences::waiter).toList()),
        List.of(
            senders.size() + " different channels, one sender each, no receiver",
            "state '" + senders.getFirst().party().group().state() + "'"),
        "Give the channel room for one value, or let the sender at %s give up when the request ends."
            .formatted(at.location()));
  }
}
