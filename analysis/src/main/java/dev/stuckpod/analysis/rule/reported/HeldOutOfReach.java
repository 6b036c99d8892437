package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Locks whose holder, by memory, waits for a message that nobody can send or take any more: whoever
 * wants them waits for ever, too.
 */
final class HeldOutOfReach {

  private final List<Held> all = new ArrayList<>();

  /** Locks that are held and wanted at the same places. */
  private record Held(Holder holder, Waiter waiter, List<Resource> locks, List<Holder> holders) {

    @SuppressWarnings("ReferenceEquality") // a group is one object
    boolean isAt(Holder otherHolder, Waiter otherWaiter) {
      return holder.party().group() == otherHolder.party().group()
          && waiter.party().group() == otherWaiter.party().group();
    }
  }

  HeldOutOfReach(WaitForGraph graph) {
    for (Resource lock : graph.locks()) {
      Optional<Holder> lost =
          lock.holders().stream().filter(h -> h.isStated() && isLost(h.party())).findFirst();
      if (lost.isPresent() && !lock.waiters().isEmpty()) {
        add(lock, lost.get());
      }
    }
  }

  private static boolean isLost(Party party) {
    Group group = party.group();
    return party.cohort().unreached()
        && (group.state().startsWith("chan") || group.state().startsWith("select"));
  }

  private void add(Resource lock, Holder holder) {
    Waiter waiter = lock.waiters().getFirst();
    Optional<Held> known = all.stream().filter(h -> h.isAt(holder, waiter)).findFirst();
    if (known.isEmpty() && all.size() < Rule.MOST) {
      all.add(
          new Held(
              holder, waiter, new ArrayList<>(List.of(lock)), new ArrayList<>(List.of(holder))));
    }
    known.ifPresent(
        h -> {
          h.locks().add(lock);
          h.holders().add(holder);
        });
  }

  /** Gives all who hold these locks or wait for them: they are told here. */
  Set<Party> parties() {
    Set<Party> parties = new HashSet<>();
    for (Held held : all) {
      held.holders().forEach(h -> parties.add(h.party()));
      held.locks().forEach(lock -> lock.waiters().forEach(w -> parties.add(w.party())));
    }
    return parties;
  }

  List<Finding> findings() {
    return all.stream().map(HeldOutOfReach::finding).toList();
  }

  private static Finding finding(Held held) {
    Resource lock = held.locks().getFirst();
    Holder holder = held.holder();
    int waiting = held.locks().stream().mapToInt(Resource::waiting).sum();
    int locks = held.locks().size();
    var participants =
        Stream.concat(
                held.holders().stream().map(Sentences::holder),
                held.locks().stream().flatMap(l -> l.waiters().stream()).map(Sentences::waiter))
            .toList();
    return new Finding(
        "OutOfReach",
        Kind.CHANNEL_AND_LOCK,
        "%s%s held by %s, which waits for what nobody can reach any more; %s for %s"
            .formatted(
                lock.name(),
                locks == 1 ? "" : " and %d more".formatted(locks - 1),
                Sentences.say(holder),
                Sentences.wait(holder.party().dialect(), waiting),
                locks == 1 ? "the lock" : "the locks"),
        "Nothing that is alive refers to the channel that the holder waits at. So nobody can wake"
            + " it, and the lock is never given back.",
        Confidence.Strong,
        new Finding.Resource(lock.kind().label(), lock.address(), lock.type()),
        Sentences.merge(participants),
        List.of(
            holder.evidence(),
            "memory: the heap was searched twice, and nothing but goroutines parked for ever refers"
                + " to what the holder waits for",
            "the holder is in state '" + holder.party().group().state() + "'"),
        "See who should serve %s, and give the lock back before waiting there."
            .formatted(holder.own().location()));
  }
}
