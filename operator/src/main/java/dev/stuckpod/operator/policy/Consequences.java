package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.opening.Case;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Outcome;
import dev.stuckpod.operator.opening.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What follows from verdicts: Events, and incidents where a policy may open them. */
final class Consequences {

  private final Opening opening;
  private final PolicyReporter reporter;

  Consequences(Opening opening, PolicyReporter reporter) {
    this.opening = opening;
    this.reporter = reporter;
  }

  /**
   * Opens incidents.
   *
   * @return why the other stuck pods lead to nothing now, by pod
   */
  Map<String, PodNote> of(
      Set<Judgement> due,
      PolicyLedger ledger,
      Plan plan,
      Evaluation.Result result,
      PolicyMemory memory,
      Instant now) {
    var held = new TreeMap<String, PodNote>();
    Opening.Round round = opening.begin(ledger.mandate(plan, memory), sight(result), now);
    for (Judgement verdict : due) {
      String uid = verdict.pod().uid();
      tell(ledger, memory, verdict, Reason.StuckPodDetected, verdict.decision().message());
      memory.judging().settle(uid, true);
      if (plan.shadow()) {
        hold(held, verdict, "Shadow", "Stuck; mode Shadow opens no incident.");
        tell(ledger, memory, verdict, Reason.WouldCapture, "Mode Shadow: nothing is done.");
        continue;
      }
      switch (round.open(found(verdict, memory))) {
        case Outcome.Opened(String name) ->
            reporter.pod(
                ledger.policy(),
                verdict,
                Reason.IncidentOpened,
                "DumpAnalysis %s was created.".formatted(name));
        case Outcome.Open _ -> {}
        case Outcome.Sampled() -> {
          String why =
              "All pods of the workload are stuck at once: the cause is likely shared, and enough"
                  + " of them are sampled.";
          hold(held, verdict, Reason.SharedDependencySuspected.name(), why);
          tell(ledger, memory, verdict, Reason.SharedDependencySuspected, why);
        }
        case Outcome.Stale() -> {
          memory.judging().settle(uid, false);
          hold(held, verdict, "Holding", "Stuck; it is asked once more before it is captured.");
        }
        case Outcome.Limited(String message) -> {
          hold(held, verdict, Reason.LimitReached.name(), message);
          tell(ledger, memory, verdict, Reason.LimitReached, message);
        }
        case Outcome.Changed() -> {
          memory.judging().settle(uid, false);
          hold(held, verdict, "PodChanged", "The pod changed while it was judged.");
        }
      }
    }
    return held;
  }

  /** Says something of a pod once as long as it is stuck. */
  private void tell(
      PolicyLedger ledger, PolicyMemory memory, Judgement verdict, Reason reason, String text) {
    if (memory.first(verdict.pod().uid(), reason)) {
      reporter.pod(ledger.policy(), verdict, reason, text);
    }
  }

  private static Sight sight(Evaluation.Result result) {
    return new Sight(
        result.verdicts().stream().map(Judgement::pod).toList(),
        result.verdicts().stream()
            .filter(verdict -> verdict.decision() instanceof Decision.Stuck)
            .map(verdict -> verdict.pod().uid())
            .collect(Collectors.toSet()));
  }

  private static Case found(Judgement verdict, PolicyMemory memory) {
    List<TriggerReading> readings =
        verdict.decision() instanceof Decision.Stuck stuck
            ? stuck.evidence().stream()
                .map(e -> new TriggerReading(e.clause(), e.metric(), e.value(), null, e.message()))
                .toList()
            : List.of();
    return new Case(
        verdict.pod(),
        verdict.rule(),
        readings,
        !verdict.carriedOver(),
        memory.judging().recoveredAt(verdict.pod().uid()));
  }

  static void hold(Map<String, PodNote> held, Judgement verdict, String reason, String message) {
    held.put(verdict.pod().name(), Rows.note(verdict.pod().name(), reason, message));
  }
}
