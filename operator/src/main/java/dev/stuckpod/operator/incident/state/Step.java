package dev.stuckpod.operator.incident.state;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.operator.analyses.Stages;
import dev.stuckpod.operator.conditions.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comes next for a DumpAnalysis, told from its status alone: so whoever reads it after a crash
 * goes on the same way.
 */
public sealed interface Step {

  /** The condition that says whether there is a dump. */
  String CAPTURED = Stages.CAPTURED.type();

  /** The condition that says whether it was explained. */
  String ANALYZED = Stages.ANALYZED.type();

  /** Write the first status. */
  record Announce() implements Step {}

  /** An attempt was begun and its end is not known: find out, and never send again. */
  record Resolve(Attempt attempt) implements Step {}

  /** Take the next dump. */
  record Capture() implements Step {}

  /** Read the dump and say what it shows. */
  record Analyze() implements Step {}

  /** There is nothing to analyse: say so. */
  record CloseWithoutDump() implements Step {}

  /** Nothing is left to do. */
  record Done() implements Step {}

  /** Decides. */
  static Step of(@Nullable DumpAnalysisStatus status) {
    List<Condition> conditions = status == null ? null : status.conditions();
    Optional<Condition> captured = Conditions.find(conditions, CAPTURED);
    Optional<Condition> analyzed = Conditions.find(conditions, ANALYZED);
    if (status == null || captured.isEmpty() || analyzed.isEmpty()) {
      return new Announce();
    }
    if (!Stages.CAPTURED.isOver(conditions)) {
      return openAttempt(status).<Step>map(Resolve::new).orElseGet(Capture::new);
    }
    if (!Stages.ANALYZED.isOver(conditions)) {
      boolean dump = status.dumps() != null && !status.dumps().isEmpty();
      return dump ? new Analyze() : new CloseWithoutDump();
    }
    return new Done();
  }

  private static Optional<Attempt> openAttempt(DumpAnalysisStatus status) {
    List<Attempt> attempts = status.capture() == null ? null : status.capture().attempts();
    return attempts == null
        ? Optional.empty()
        : attempts.stream().filter(a -> a.outcome() == null).findFirst();
  }
}
