package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodWatch;
import dev.stuckpod.operator.events.Reason;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What follows from verdicts: Events, and incidents where a policy may open them. */
final class Consequences {

  private final Incidents incidents;
  private final PolicyReporter reporter;

  Consequences(Incidents incidents, PolicyReporter reporter) {
    this.incidents = incidents;
    this.reporter = reporter;
  }

  /**
   * Takes note of verdicts.
   *
   * @param held is told why pods that are stuck lead to nothing yet, by pod
   * @return those that have been stuck for long enough
   */
  static Set<Verdict> due(
      Plan plan,
      Evaluation.Result result,
      PolicyMemory memory,
      Instant now,
      Map<String, PodNote> held) {
    var due = new LinkedHashSet<Verdict>();
    for (Verdict verdict : result.verdicts()) {
      PodWatch watch = memory.note(verdict, plan.window(), now);
      if (verdict.decision() instanceof Decision.Stuck) {
        if (watch.held(plan.hold(), now)) {
          due.add(verdict);
        } else {
          hold(held, verdict, "Holding", "Stuck, but not yet for spec.for.");
        }
      }
    }
    return due;
  }

  /**
   * Opens incidents.
   *
   * @return why the other stuck pods lead to nothing now, by pod
   */
  Map<String, PodNote> of(
      Set<Verdict> due,
      PolicyLedger ledger,
      Plan plan,
      Evaluation.Result result,
      PolicyMemory memory,
      Instant now) {
    var held = new TreeMap<String, PodNote>();
    Sampling sampling = new Sampling(result, ledger.slots(), plan.window(), now);
    for (Verdict verdict : due) {
      PodFacts pod = verdict.pod();
      StuckPolicy policy = ledger.policy();
      if (memory.first(pod.uid(), Reason.StuckPodDetected)) {
        reporter.pod(policy, verdict, Reason.StuckPodDetected, verdict.decision().message());
      }
      memory.settle(pod.uid(), true);
      if (plan.shadow()) {
        hold(held, verdict, "Shadow", "Stuck; mode Shadow opens no incident.");
        if (memory.first(pod.uid(), Reason.WouldCapture)) {
          reporter.pod(policy, verdict, Reason.WouldCapture, "Mode Shadow: nothing is done.");
        }
        continue;
      }
      if (!sampling.allows(pod)) {
        String why =
            "All pods of the workload are stuck at once: the cause is likely shared, and enough of"
                + " them are sampled.";
        hold(held, verdict, Reason.SharedDependencySuspected.name(), why);
        if (memory.first(pod.uid(), Reason.SharedDependencySuspected)) {
          reporter.pod(policy, verdict, Reason.SharedDependencySuspected, why);
        }
        continue;
      }
      if (verdict.carriedOver() && incidents.mayOpen(ledger, plan, pod, memory, now)) {
        memory.settle(pod.uid(), false);
        hold(held, verdict, "Holding", "Stuck; it is asked once more before it is captured.");
        continue;
      }
      switch (incidents.open(ledger, plan, verdict, memory)) {
        case Incidents.Outcome.Opened(String name) -> {
          sampling.sampled(pod);
          reporter.pod(
              policy,
              verdict,
              Reason.IncidentOpened,
              "DumpAnalysis %s was created.".formatted(name));
        }
        case Incidents.Outcome.Open(var _) -> sampling.sampled(pod);
        case Incidents.Outcome.Limited(String message) -> {
          hold(held, verdict, Reason.LimitReached.name(), message);
          if (memory.first(pod.uid(), Reason.LimitReached)) {
            reporter.pod(policy, verdict, Reason.LimitReached, message);
          }
        }
        case Incidents.Outcome.Changed() -> {
          memory.settle(pod.uid(), false);
          hold(held, verdict, "PodChanged", "The pod changed while it was judged.");
        }
      }
    }
    return held;
  }

  private static void hold(
      Map<String, PodNote> held, Verdict verdict, String reason, String message) {
    held.put(verdict.pod().name(), Rows.note(verdict.pod().name(), reason, message));
  }
}
