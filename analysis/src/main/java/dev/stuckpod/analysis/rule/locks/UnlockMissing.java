package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Stated;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A lock that is locked, by its word in memory, and no goroutine of the process is in a function
 * that has locked it: one has returned without unlocking, or has ended. Between two calls of one
 * who unlocks later that is so for a moment; so it is told where it lasts, or where very many wait.
 */
public final class UnlockMissing implements Rule {
  private static final int MANY = 20;
  private static final int TOLD = 5;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Queue queue = Queue.of(graph);
    List<Finding> findings = new ArrayList<>();
    for (Resource lock : graph.locks()) {
      Stated stated = lock.stated();
      if (stated != null
          && stated.missing() > 0
          && lock.holders().stream().allMatch(Holder::isOfMemory)
          && !queue.isBehindAnother(lock)) {
        confidence(graph, lock, stated.word())
            .map(sure -> finding(graph, queue, lock, stated.word(), sure))
            .map(f -> f.confidence() == Confidence.Suspected ? f.asGuess() : f.asStated())
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** Gives how sure it is; nothing where it may be over in a moment. */
  private static Optional<Confidence> confidence(WaitForGraph graph, Resource lock, LockWord word) {
    boolean lasts = graph.isQuiet() || lock.waiters().stream().anyMatch(w -> w.party().lasts());
    if (!lasts && lock.waiting() < MANY) {
      return Optional.empty();
    }
    if (!lasts || word.held().unreadable() > 0 || !word.held().untold().isEmpty()) {
      return Optional.of(Confidence.Suspected);
    }
    List<Party> next = next(lock, word);
    boolean stand = Facts.stand(graph, next);
    boolean moves = graph.dump().watched() != null && !stand;
    return Optional.of(
        moves
            ? Confidence.Suspected
            : stand && !next.isEmpty() ? Confidence.Proven : Confidence.Strong);
  }

  /** Those at the head of its queues: whoever gives the lock back wakes one of them. */
  private static List<Party> next(Resource lock, LockWord word) {
    Set<String> first = new HashSet<>();
    word.queues().stream()
        .filter(q -> q.ordered() && !q.ids().isEmpty())
        .forEach(q -> first.add(q.ids().getFirst()));
    return lock.waiters().stream()
        .map(Waiter::party)
        .filter(p -> p.cohort().count() == 1 && p.cohort().ids().stream().anyMatch(first::contains))
        .toList();
  }

  private static Finding finding(
      WaitForGraph graph, Queue queue, Resource lock, LockWord word, Confidence sure) {
    LockWord.Held held = word.held();
    List<String> functions =
        lock.waiters().stream().map(w -> Sentences.say(w.at())).distinct().limit(TOLD).toList();
    var evidence = new ArrayList<String>();
    evidence.add(
        "memory: it is %slocked, and %s on no stack: returned without unlocking, or ended"
            .formatted(
                word.shared() ? "read-" : "",
                held.by().isEmpty() && held.more() == 1
                    ? "who has locked it is"
                    : held.more() + " of " + word.holders() + " who have locked it are"));
    if (held.unreadable() > 0) {
      evidence.add(
          "memory: %d goroutines could not be read, and the one may be among them"
              .formatted(held.unreadable()));
    }
    if (!held.untold().isEmpty()) {
      evidence.add(
          "memory: or the one is among these, who hold something that cannot be told: goroutines "
              + String.join(" ", held.untold()));
    }
    evidence.add("waiters: " + Sentences.places(lock.waiters()));
    List<Party> next = next(lock, word);
    if (!next.isEmpty()) {
      evidence.add("of those who are next: " + Facts.seen(graph, next));
    }
    evidence.addAll(queue.evidence(lock));
    return new Finding(
        "UnlockMissing",
        Kind.UNLOCK_MISSING,
        "%s is locked and %s: %s for it%s"
            .formatted(
                lock.name(),
                held.unreadable() > 0 || !held.untold().isEmpty()
                    ? "no goroutine is seen to hold it"
                    : held.by().isEmpty()
                        ? "no goroutine holds it any more"
                        : "one of those who locked it is gone",
                Sentences.wait(lock),
                functions.isEmpty() ? "" : ", in " + functions.getFirst()),
        "A function has returned, or a goroutine has ended, without giving the lock back; or it is"
            + " to be given back by a later call of something else.",
        sure,
        Sentences.resource(lock),
        Sentences.merge(
            Stream.concat(lock.waiters().stream(), queue.waiters(lock).stream())
                .map(Sentences::waiter)
                .toList()),
        evidence,
        "Look for a way out without %s in the functions that take this lock, such as %s; use defer."
            .formatted(graph.dump().runtime().unlock(), String.join(", ", functions)));
  }
}
