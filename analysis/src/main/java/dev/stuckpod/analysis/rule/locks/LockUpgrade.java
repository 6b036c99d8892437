package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A thread wants the write lock of a ReentrantReadWriteLock that no thread has: readers hold it,
 * and no dump names them. With nothing running it is likely the thread itself.
 */
public final class LockUpgrade implements Rule {
  private record Call(String function, String file) {
    static Call of(Frame frame) {
      return new Call(frame.function(), frame.file());
    }
  }

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Resource> locks =
        graph.locks().stream()
            .filter(l -> l.kind() == ResourceKind.READ_WRITE_LOCK && !isOwned(l))
            .filter(l -> !l.waiting(Mode.LOCK).isEmpty())
            .toList();
    Map<Call, Integer> furthest = locks.isEmpty() ? Map.of() : furthest(graph);
    return locks.stream()
        .filter(l -> !isPastReader(furthest, l))
        .map(LockUpgrade::finding)
        .toList();
  }

  private static boolean isOwned(Resource lock) {
    return lock.holders().stream().anyMatch(h -> h.basis() == Basis.PRINTED);
  }

  /** The last line of each function that a thread stands in which waits for no such lock. */
  private static Map<Call, Integer> furthest(WaitForGraph graph) {
    Map<Call, Integer> furthest = new HashMap<>();
    for (Party party : graph.parties()) {
      Resource awaited = graph.awaited(party);
      if (awaited == null || awaited.kind() != ResourceKind.READ_WRITE_LOCK) {
        party.frames().forEach(f -> furthest.merge(Call.of(f), f.line(), Math::max));
      }
    }
    return furthest;
  }

  /** Another thread is past the call in which readers wait: then it is that one which reads. */
  private static boolean isPastReader(Map<Call, Integer> furthest, Resource lock) {
    return lock.waiting(Mode.READ_LOCK).stream()
        .map(Waiter::at)
        .anyMatch(at -> furthest.getOrDefault(Call.of(at), 0) > at.line());
  }

  private static Finding finding(Resource lock) {
    var writers = lock.waiting(Mode.LOCK);
    return new Finding(
        "LockUpgrade",
        Kind.LOCK_UPGRADE,
        "%s: %s for the write lock in %s, which no thread has; it may hold the read lock itself"
            .formatted(
                lock.name(),
                Sentences.wait(
                    writers.getFirst().party().dialect(),
                    writers.stream().mapToInt(w -> w.party().cohort().count()).sum()),
                Sentences.say(writers.getFirst())),
        "A read lock cannot be turned into a write lock: the writer waits for all readers, also for"
            + " itself.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(lock.waiters().stream().map(Sentences::waiter).toList()),
        List.of(
            "no thread owns the write lock, so readers hold the lock; a dump does not name them",
            "waiters: " + Sentences.places(lock.waiters())),
        "Give the read lock back before taking the write lock: "
            + writers.getFirst().own().location()
            + ".");
  }
}
