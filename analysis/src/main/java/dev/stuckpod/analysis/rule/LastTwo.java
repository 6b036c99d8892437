package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Activity;
import dev.stuckpod.analysis.graph.GoNames;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One lock whose holder is not to be seen, one channel that nobody receives from, and nobody else
 * who could be either: the sender is the only one left to have the lock, and who waits for the lock
 * the only one to receive. A conclusion by exclusion, so only of peers of one package, and where
 * nothing else stands still.
 */
final class LastTwo implements Rule {

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Optional<Resource> lock = only(graph.all().stream().filter(Resource::isLock).toList());
    Optional<Resource> channel =
        only(
            graph.all().stream()
                .filter(r -> !r.waiting(Mode.SEND).isEmpty())
                .filter(r -> r.waiting(Mode.SEND).size() == r.waiters().size())
                .toList());
    if (lock.isEmpty() || channel.isEmpty() || !lock.get().holders().isEmpty()) {
      return List.of();
    }
    Waiter waiter = lock.get().waiters().getFirst();
    Waiter sender = channel.get().waiters().getFirst();
    boolean others =
        graph.all().stream()
            .filter(r -> !r.equals(lock.get()) && !r.equals(channel.get()))
            .flatMap(r -> r.waiters().stream())
            .anyMatch(LastTwo::mayMatter);
    boolean outside = !graph.parties(g -> Activity.of(g).isOutside()).isEmpty();
    return arePeers(waiter, sender) && !others && !outside
        ? List.of(finding(lock.get(), channel.get()))
        : List.of();
  }

  private static boolean mayMatter(Waiter waiter) {
    return waiter.mode() != Mode.RECEIVE
        && waiter.mode() != Mode.WAIT_GROUP
        && !NilChannel.hasNoCases(waiter.party().group());
  }

  private static Optional<Resource> only(List<Resource> resources) {
    return resources.size() == 1 ? Optional.of(resources.getFirst()) : Optional.empty();
  }

  private static boolean arePeers(Waiter one, Waiter other) {
    return one.party().isPeerOf(other.party())
        && GoNames.packageOf(one.at().function()).equals(GoNames.packageOf(other.at().function()));
  }

  private static Finding finding(Resource lock, Resource channel) {
    Waiter waiter = lock.waiters().getFirst();
    Frame sends = channel.waiters().getFirst().at();
    var participants = new ArrayList<Finding.Participant>();
    channel.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    return new Finding(
        "LastTwo",
        "channel-and-lock",
        FindingClass.MIXED,
        "%s waits in 'chan send', and %s for the %s, which it may hold"
            .formatted(Sentences.say(sends), Sentences.wait(lock.waiting()), lock.name()),
        "By exclusion: the channel lacks a receiver and the lock a holder, and the process has"
            + " nothing else that is about to receive or to unlock.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            "nobody receives from the channel at " + sends.location(),
            "no holder of the lock is visible; it is waited for at " + waiter.at().location(),
            "both were started in one function, and nothing else runs, or waits for anything but"
                + " to receive"),
        "Look whether %s is reached with the lock held; if so, give it back before the send."
            .formatted(sends.location()));
  }
}
