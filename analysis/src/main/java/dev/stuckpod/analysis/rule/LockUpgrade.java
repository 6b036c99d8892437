package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import java.util.ArrayList;
import java.util.List;

/**
 * A thread wants the write lock of a ReentrantReadWriteLock that no thread has: readers hold it,
 * and no dump names them. With nothing running it is likely the thread itself.
 */
final class LockUpgrade implements Rule {
  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource lock : graph.locks()) {
      if (lock.kind().equals("ReentrantReadWriteLock")
          && lock.holders().isEmpty()
          && !lock.waiting(Mode.LOCK).isEmpty()
          && !isPastReader(graph, lock)) {
        findings.add(finding(lock));
      }
    }
    return findings;
  }

  /** Another thread is past the call in which readers wait: then it is that one which reads. */
  private static boolean isPastReader(WaitForGraph graph, Resource lock) {
    return lock.waiting(Mode.READ_LOCK).stream()
        .map(Waiter::at)
        .anyMatch(
            at ->
                graph.parties().stream()
                    .filter(p -> lock.waiters().stream().noneMatch(w -> w.party().equals(p)))
                    .flatMap(p -> p.frames().stream())
                    .anyMatch(
                        f ->
                            f.function().equals(at.function())
                                && f.file().equals(at.file())
                                && f.line() > at.line()));
  }

  private static Finding finding(Resource lock) {
    var writers = lock.waiting(Mode.LOCK);
    return new Finding(
        "LockUpgrade",
        "lock-upgrade",
        FindingClass.RESOURCE,
        "%s: %s for the write lock in %s, which no thread has; it may hold the read lock itself"
            .formatted(
                lock.name(),
                Sentences.wait(writers.stream().mapToInt(w -> w.party().cohort().count()).sum()),
                Sentences.say(writers.getFirst().at())),
        "A read lock cannot be turned into a write lock: the writer waits for all readers, also for"
            + " itself.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(lock.waiters().stream().map(Sentences::waiter).toList()),
        List.of(
            "no thread owns the write lock, so readers hold the lock; a dump does not name them",
            "waiters: " + Sentences.places(lock.waiters()),
            "no thread of the process runs"),
        "Give the read lock back before taking the write lock: "
            + writers.getFirst().at().location()
            + ".");
  }
}
