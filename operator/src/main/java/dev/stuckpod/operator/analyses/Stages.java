package dev.stuckpod.operator.analyses;

import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.conditions.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two stages of an analysis, each told by a condition of its status. */
public enum Stages {
  /** Whether there is a dump. */
  CAPTURED("Captured", CapturedReason.Pending, CapturedReason.Running),
  /** Whether it was explained. */
  ANALYZED("Analyzed", AnalyzedReason.Pending, AnalyzedReason.Running);

  private final String type;
  private final String pending;
  private final String running;

  Stages(String type, Enum<?> pending, Enum<?> running) {
    this.type = type;
    this.pending = pending.name();
    this.running = running.name();
  }

  /** Type of its condition. */
  public String type() {
    return type;
  }

  /** Tells whether a condition with this reason says that it has come to its end, good or bad. */
  public boolean isOver(@Nullable String reason) {
    return reason != null && !reason.equals(pending) && !reason.equals(running);
  }

  /** Tells whether it has, of these conditions. */
  public boolean isOver(@Nullable List<Condition> conditions) {
    return isOver(Conditions.find(conditions, type).map(Condition::getReason).orElse(null));
  }
}
