package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A lock whose holder is not to be seen, and either a channel that nobody receives from or a second
 * such lock; nobody else is there who could be holder or receiver, so each of the two who wait is
 * the only one left to keep the other waiting. A conclusion by exclusion, so only of peers of one
 * package, and where nothing else stands still.
 */
public final class LastTwo implements Rule {

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Resource> two =
        graph.all().stream()
            .filter(r -> r.isLock() || isUnheard(r))
            .sorted(Comparator.comparing(r -> !r.isLock()))
            .limit(3)
            .toList();
    if (two.size() != 2 || !two.getFirst().isLock()) {
      return List.of();
    }
    Resource lock = two.getFirst();
    Resource other = two.getLast();
    boolean held = isKnown(lock) || isKnown(other);
    boolean others =
        graph.all().stream()
            .filter(r -> !two.contains(r))
            .flatMap(r -> r.waiters().stream())
            .anyMatch(LastTwo::mayMatter);
    boolean outside = !graph.parties(g -> g.activity().isOutside()).isEmpty();
    if (held || others || outside || !belongTogether(lock, other)) {
      return List.of();
    }
    return List.of(other.isLock() ? locks(lock, other) : lockAndChannel(lock, other));
  }

  /** Whether somebody may hold it, or memory says who does: nothing is left to exclude then. */
  private static boolean isKnown(Resource resource) {
    return !resource.holders().isEmpty() || resource.stated() != null;
  }

  private static boolean isUnheard(Resource channel) {
    int senders = channel.waiting(Mode.SEND).size();
    return senders > 0 && senders == channel.waiters().size();
  }

  private static boolean mayMatter(Waiter waiter) {
    return waiter.mode() != Mode.RECEIVE
        && waiter.mode() != Mode.WAIT_GROUP
        && !NilChannel.hasNoCases(waiter.party().group());
  }

  /** Who has started the one that waits for the lock sends to it as to any worker. */
  private static boolean belongTogether(Resource lock, Resource other) {
    Waiter a = lock.waiters().getFirst();
    Waiter b = other.waiters().getFirst();
    boolean started = a.party().hasStarted(b.party()) || b.party().hasStarted(a.party());
    return (a.party().isPeerOf(b.party()) || started && other.isLock())
        && packageOf(a).equals(packageOf(b));
  }

  private static String packageOf(Waiter waiter) {
    return waiter.party().dialect().packageOf(waiter.at().function());
  }

  private static Finding lockAndChannel(Resource lock, Resource channel) {
    Frame sends = channel.waiters().getFirst().at();
    return finding(
        Kind.CHANNEL_AND_LOCK,
        "%s waits in 'chan send', and %s for the %s, which it may hold"
            .formatted(Sentences.say(sends), Sentences.wait(lock), lock.name()),
        "nobody receives from the channel at " + sends.location(),
        channel,
        lock,
        "Look whether %s is reached with the lock held; if so, give it back before the send."
            .formatted(sends.location()));
  }

  private static Finding locks(Resource one, Resource other) {
    Frame first = one.waiters().getFirst().at();
    Frame second = other.waiters().getFirst().at();
    return finding(
        Kind.AB_BA,
        "%s waits for one lock and %s for another: each may hold the other's"
            .formatted(Sentences.say(first), Sentences.say(second)),
        "no holder of the %s is visible; it is waited for at %s"
            .formatted(other.name(), second.location()),
        other,
        one,
        "Look whether both locks are taken in the same order on the ways to %s and %s."
            .formatted(first.location(), second.location()));
  }

  private static Finding finding(
      Kind kind, String title, String evidence, Resource other, Resource lock, String suggestion) {
    var participants = new ArrayList<Finding.Participant>();
    other.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    return new Finding(
        "LastTwo",
        kind,
        title,
        "By exclusion: each lacks somebody who serves it, and the process has nothing else that is"
            + " about to receive or to unlock.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            evidence,
            "no holder of the %s is visible; it is waited for at %s"
                .formatted(lock.name(), lock.waiters().getFirst().own().location()),
            "they were started in one function, or one by the other, and nothing else runs, or"
                + " waits for anything but to receive"),
        suggestion);
  }
}
