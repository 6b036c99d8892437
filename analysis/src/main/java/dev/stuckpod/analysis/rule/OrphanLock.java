package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Many routines wait for a lock, or some for minutes, and no holder is to be seen: exactly that is
 * said.
 */
final class OrphanLock implements Rule {

  private static final int MANY = 20;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource lock : graph.locks()) {
      int minutes =
          lock.waiters().stream().mapToInt(w -> w.party().cohort().waitMinutes()).max().orElse(0);
      if (lock.holders().isEmpty() && (minutes > 0 || lock.waiting() >= MANY)) {
        findings.add(finding(lock, minutes));
      }
    }
    return findings;
  }

  private static Finding finding(Resource lock, int minutes) {
    return new Finding(
        "OrphanLock",
        "orphan-lock",
        FindingClass.RESOURCE,
        "%s: %s wait for it, and no holder is visible"
            .formatted(lock.name(), Sentences.routines(lock.waiting())),
        "Either a function returned without giving the lock back, or its holder runs or has a stack"
            + " that does not show it.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(lock.waiters().stream().map(Sentences::waiter).toList()),
        List.of(
            "waiters: " + Sentences.places(lock.waiters()),
            minutes > 0
                ? "the longest waits for " + minutes + " minutes"
                : "the dump shows no waiting times"),
        "Look for a return without Unlock in the functions that take this lock; take a second dump"
            + " to see whether the waiters move.");
  }
}
