package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
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
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Routines wait for a lock and no holder is to be seen: exactly that is said. A lock is given back
 * within moments where anything runs, so few waiters count only when nothing does, or after
 * minutes.
 */
public final class OrphanLock implements Rule {

  private static final int MANY = 20;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    boolean quiet = graph.isQuiet();
    Queue queue = Queue.of(graph);
    List<Finding> findings = new ArrayList<>();
    for (Resource lock : graph.locks()) {
      int waiting = queue.isBehindAnother(lock) ? lock.waiting() : queue.waiting(lock);
      int minutes =
          lock.waiters().stream().mapToInt(w -> w.party().cohort().waitMinutes()).max().orElse(0);
      boolean lasts =
          quiet || waiting >= MANY || lock.waiters().stream().anyMatch(w -> w.party().lasts());
      // one whose holder waits for another lock is told of with that one
      if (lasts
          && !isHeld(lock)
          && (lock.stated() == null || lock.stated().missing() == 0) // told as such
          && !isPassedOn(graph, lock)
          && !queue.isBehindAnother(lock)) {
        findings.add(finding(graph, queue, lock, minutes, quiet).asGuess());
      }
    }
    return findings;
  }

  /**
   * Owners of monitors are printed, but for virtual threads where only the others are: between two
   * owners, for a moment, there is none. The JDK's own queues give their locks back. Who waits with
   * a limit goes on by itself.
   */
  private static boolean isPassedOn(WaitForGraph graph, Resource lock) {
    return lock.waiting(Mode.TIMED_LOCK).size() == lock.waiters().size()
        || lock.kind() == ResourceKind.MONITOR && lock.waiting() == 1 && !graph.hidesHolders()
        || lock.waiting() < MANY
            && (graph.isFree(lock) || lock.waiters().stream().allMatch(OrphanLock::isWithinQueue));
  }

  private static boolean isWithinQueue(Waiter waiter) {
    return waiter.party().frames().stream()
        .limit(waiter.frame())
        .map(Frame::function)
        .anyMatch(
            f ->
                f.startsWith("java.util.concurrent.")
                    && !f.startsWith("java.util.concurrent.locks."));
  }

  private static boolean isHeld(Resource lock) {
    return lock.holders().stream().anyMatch(h -> h.basis() == Basis.PRINTED);
  }

  private static Finding finding(
      WaitForGraph graph, Queue queue, Resource lock, int minutes, boolean quiet) {
    var evidence = new ArrayList<String>();
    evidence.add("waiters: " + Sentences.places(lock.waiters()));
    evidence.add(
        minutes > 0
            ? "the longest waits for " + minutes + " minutes"
            : "the dump shows no waiting times");
    List<Waiter> pending = lock.waiting(Mode.PENDING_WRITE);
    if (!pending.isEmpty()) {
      evidence.add(
          "the writer at %s waits for readers: it is they who have not given the lock back"
              .formatted(pending.getFirst().own().location()));
    }
    if (quiet) {
      evidence.add(graph.silence() + ", so nobody is seen who is about to give the lock back");
    }
    Optional<Holder> known = lock.holders().stream().filter(Holder::isStated).findFirst();
    for (Holder h : lock.holders().stream().limit(3).toList()) {
      evidence.add(
          h.isStated() ? h.evidence() : "it may be held here, no more is known: " + h.evidence());
    }
    known.ifPresent(
        h ->
            evidence.add(
                Sentences.stands("the holder", h.party(), h.at())
                    + "; "
                    + Facts.seen(graph, List.of(h.party()))));
    evidence.addAll(queue.evidence(lock));
    return new Finding(
        "OrphanLock",
        Kind.ORPHAN_LOCK,
        "%s: %s for it, and %s"
            .formatted(
                lock.name(),
                Sentences.wait(lock),
                known
                    .map(h -> Sentences.say(h.at()) + " holds it; whether it goes on is not clear")
                    .orElse(
                        lock.holders().isEmpty()
                            ? "no holder is visible"
                            : "who holds it is not clear")),
        known.isPresent()
            ? "Whoever wants the lock waits as long as its holder does; what that one waits for,"
                + " the dump does not show."
            : "Either a function returned without giving the lock back, or its holder runs or has a"
                + " stack that does not show it.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(
            Stream.concat(lock.waiters().stream(), queue.waiters(lock).stream())
                .map(Sentences::waiter)
                .toList()),
        evidence,
        "Look for a return without %s in the functions that take this lock; take a second dump to see whether the waiters move."
            .formatted(graph.dump().runtime().unlock()));
  }
}
