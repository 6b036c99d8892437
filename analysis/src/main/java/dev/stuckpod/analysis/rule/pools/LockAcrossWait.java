package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
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
import dev.stuckpod.analysis.rule.ground.Called;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lock is held while its holder waits for a channel or a pool, and others wait for that lock.
 * Where those who would have to serve the holder are among them, all of a pool's workers above all,
 * nothing can move any more.
 */
public final class LockAcrossWait implements Rule {
  private static final int MANY = 10;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Workers workers = new Workers(graph);
    for (Resource lock : graph.locks()) {
      List<WaitingHolder> candidates = WaitingHolder.of(graph, workers, lock);
      WaitingHolder.first(candidates)
          .or(() -> candidates.stream().findFirst()) // each would have to serve the other
          .flatMap(
              c ->
                  finding(graph, lock, c, isClear(lock, candidates), lasts(graph, lock, c))
                      .map(
                          f ->
                              c.holder().basis().compareTo(Basis.CONTAINMENT) < 0
                                  ? f.asGuess()
                                  : c.holder().isStated() ? f.asStated() : f))
          .ifPresent(findings::add);
    }
    return findings;
  }

  /**
   * Several places are clear only where the dump shows that each is past its call to RLock: a mutex
   * has one holder.
   */
  private static boolean isClear(Resource lock, List<WaitingHolder> candidates) {
    return candidates.size() == 1
        || candidates.getFirst().holder().isStated()
        || lock.kind() != ResourceKind.MUTEX
            && candidates.getFirst().holder().basis().compareTo(Basis.LINE_ORDER) >= 0;
  }

  /** A busy process is in the middle of a short wait at any moment. */
  private static boolean lasts(WaitForGraph graph, Resource lock, WaitingHolder candidate) {
    return graph.isQuiet()
        || candidate.holder().party().lasts()
        || lock.waiters().stream().anyMatch(w -> w.party().lasts())
        || lock.waiting() >= MANY;
  }

  private static Optional<Finding> finding(
      WaitForGraph graph, Resource lock, WaitingHolder candidate, boolean clear, boolean lasts) {
    Holder holder = candidate.holder();
    Waiter wait = candidate.handing();
    Pool pool = candidate.pool();
    List<Holder> holders =
        lock.holders().stream()
            .filter(h -> h.at().equals(holder.at()) && h.basis() == holder.basis())
            .toList();
    if (KnownCalls.isIn(holder.party().group(), Meaning.PEER)) {
      return lasts ? Optional.of(acrossCall(lock, holders, wait)) : Optional.empty();
    }
    return switch (pool.state()) {
      case ALL_BLOCKED -> {
        Confidence sure =
            clear && candidate.isTold() ? sure(graph, candidate) : Confidence.Suspected;
        Finding finding = exhausted(lock, holders, wait, pool, sure);
        yield Optional.of(
            holder.isStated()
                ? finding.weighed(sure, Facts.seen(graph, matter(candidate)))
                : finding);
      }
      case ALL_STUCK -> Optional.of(exhausted(lock, holders, wait, pool, Confidence.Suspected));
      case SOME_FREE -> Optional.empty(); // somebody can still serve the holder
      case NONE -> lasts ? Optional.of(unserved(lock, holders, wait)) : Optional.empty();
    };
  }

  /** Proven only if memory says who holds the lock, and neither he nor any worker has run. */
  private static Confidence sure(WaitForGraph graph, WaitingHolder candidate) {
    Pool pool = candidate.pool();
    Holder holder = candidate.holder();
    return holder.isStated() && pool.size() > 1 && pool.waiting() >= pool.size()
        ? Facts.confidence(graph, List.of(holder), matter(candidate))
        : Confidence.Strong;
  }

  /** Gives those without whom it would not be true. */
  private static List<Party> matter(WaitingHolder candidate) {
    List<Party> matter = new ArrayList<>(List.of(candidate.holder().party()));
    candidate.pool().blocked().forEach(w -> matter.add(w.party()));
    return matter;
  }

  private static Finding exhausted(
      Resource lock, List<Holder> holders, Waiter wait, Pool pool, Confidence confidence) {
    Holder holder = holders.getFirst();
    List<Waiter> pending = lock.waiting(Mode.PENDING_WRITE);
    boolean reads = lock.kind() == ResourceKind.RW_MUTEX && !pending.isEmpty();
    int held = holders.stream().mapToInt(h -> h.party().cohort().count()).sum();
    var participants = new ArrayList<Finding.Participant>();
    holders.forEach(h -> participants.add(Sentences.holder(h)));
    pool.stuck()
        .forEach(w -> participants.add(Sentences.participant(Role.WORKER, w.party(), w.frame())));
    pending.forEach(w -> participants.add(Sentences.waiter(w)));
    Set<Waiter> told = new HashSet<>(pool.blocked());
    told.addAll(pending);
    lock.waiters().stream()
        .filter(w -> !told.contains(w))
        .forEach(w -> participants.add(Sentences.waiter(w)));
    String title =
        "%s %s by %s, which waits for %s, whose %d of %d workers wait for the same lock%s%s"
            .formatted(
                lock.name(),
                reads ? "read-held" : "held",
                Sentences.say(holder),
                pool.name(),
                pool.waiting(),
                pool.size(),
                pool.queued().isEmpty() ? "" : " and the others behind it",
                reads ? "; writer pending at " + pending.getFirst().own().location() : "");
    return new Finding(
        "LockAcrossWait",
        Kind.CHANNEL_AND_LOCK,
        title,
        "%s %s the lock while waiting for a free worker in %s. The workers are blocked on that very lock%s%s, so none becomes free and the lock is never given back."
            .formatted(
                Sentences.routines(holder.party().dialect(), held),
                held == 1 ? "keeps" : "keep",
                Sentences.say(wait),
                pool.queued().isEmpty() ? "" : " or, as it seems, behind it",
                reads
                    ? " (a reader queues behind a pending writer, and the writer waits for the"
                        + " readers that hold the lock)"
                    : ""),
        confidence,
        Sentences.resource(lock),
        Sentences.merge(participants),
        evidence(lock, holders, wait, pool, pending),
        "Do not wait for the pool with the lock held: copy what is needed under the lock, give it back, then hand the work out (%s). Or do not take this lock in tasks of that pool (%s)."
            .formatted(holder.own().location(), pool.stuck().getFirst().own().location()));
  }

  private static List<String> evidence(
      Resource lock, List<Holder> holders, Waiter wait, Pool pool, List<Waiter> pending) {
    var evidence = new ArrayList<String>();
    evidence.add(holders.getFirst().evidence());
    evidence.add(Sentences.stands("the holder", wait.party(), wait.at()));
    evidence.add(
        "%d of %d workers of %s wait for the lock: %s"
            .formatted(pool.waiting(), pool.size(), pool.name(), Sentences.places(pool.blocked())));
    if (!pool.queued().isEmpty()) {
      evidence.add(
          "more workers wait in 'chan send' (%s), and a goroutine that may be their receiver waits for the lock"
              .formatted(Sentences.places(pool.queued())));
    }
    if (pool.handing() > 0) {
      evidence.add(
          "%d of its workers hold the lock and wait for a free worker themselves"
              .formatted(pool.handing()));
    }
    evidence.add(pool.basis());
    if (!pending.isEmpty()) {
      evidence.add(
          "a writer is pending (%s): readers hold the lock, and new readers queue behind it"
              .formatted(Sentences.places(pending)));
    }
    evidence.add(Sentences.wait(lock) + " for the lock in all");
    if (!lock.address().isEmpty()) {
      evidence.add("the address of the lock is " + lock.address());
    }
    return evidence;
  }

  private static Finding unserved(Resource lock, List<Holder> holders, Waiter wait) {
    Holder holder = holders.getFirst();
    var participants = new ArrayList<Finding.Participant>();
    holders.forEach(h -> participants.add(Sentences.holder(h)));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    // a reader holds it, a writer waits for that reader, readers wait for the writer
    boolean rwr =
        wait.mode() == Mode.CONDITION
            && !lock.waiting(Mode.PENDING_WRITE).isEmpty()
            && !lock.waiting(Mode.READ_LOCK).isEmpty();
    return new Finding(
        "LockAcrossWait",
        rwr ? Kind.RWR : Kind.CHANNEL_AND_LOCK,
        "%s held by %s while it waits in '%s'; %s for the lock"
            .formatted(
                lock.name(),
                Sentences.say(holder),
                wait.party().group().state(),
                Sentences.wait(lock)),
        rwr
            ? "A reader keeps the lock while it waits for a signal, a writer is pending behind it,"
                + " and no other reader gets past the writer. Whether the one who would signal is"
                + " among them, the dump does not show."
            : "The lock stays taken until somebody serves the channel. Whether those who would are"
                + " among those that wait for the lock, the dump does not show.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            holder.evidence(),
            Sentences.stands("the holder", wait.party(), wait.at()),
            "waiters: " + Sentences.places(lock.waiters())),
        "Give the lock back before " + holder.own().location() + " waits.");
  }

  /** A peer has to answer, or to take what is sent: no routine of the process can serve that. */
  private static Finding acrossCall(Resource lock, List<Holder> holders, Waiter wait) {
    Holder holder = holders.getFirst();
    var participants = new ArrayList<Finding.Participant>();
    holders.forEach(h -> participants.add(Sentences.holder(h)));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    int call = KnownCalls.frame(holder.party(), Meaning.PEER);
    return new Finding(
        "LockAcrossWait",
        Kind.LOCK_ACROSS_IO,
        "%s held by %s while it waits for %s in %s; %s for the lock"
            .formatted(
                lock.name(),
                Sentences.say(holder),
                Called.by(List.of(holder.party())).orElse("a peer"),
                Sentences.say(holder.party().frame(call)),
                Sentences.wait(lock)),
        "The lock stays taken until the peer answers, or takes what it is sent. No circle is to be"
            + " seen: the cause may be on the other end.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            holder.evidence(),
            Sentences.stands("the holder", wait.party(), wait.at()),
            "waiters: " + Sentences.places(lock.waiters())),
        "Do not call a peer with the lock held, or give the call a deadline: %s."
            .formatted(holder.own().location()));
  }
}
