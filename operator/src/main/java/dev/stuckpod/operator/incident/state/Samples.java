package dev.stuckpod.operator.incident.state;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.protocol.CaptureMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many dumps are taken, when, and how. Pure. */
public final class Samples {

  private static final String INTERVAL = "5s";

  private Samples() {}

  /**
   * How many dumps are wanted in all: as many as was said; else two where a second does no harm,
   * because two show what has not run in between.
   *
   * @param method that gave the last one
   */
  public static int wanted(DumpAnalysisSpec spec, CaptureMethod method) {
    if (spec.samples() != null) {
      return spec.samples();
    }
    return method.comesTwice() ? 2 : 1;
  }

  /**
   * Which methods may give the next dump: a further one only the method that gave the first, so
   * that no process is signalled for a mere comparison.
   */
  public static List<CaptureMethod> methods(DumpAnalysisSpec spec, List<DumpInfo> dumps) {
    if (!dumps.isEmpty()) {
      return List.of(dumps.getLast().method());
    }
    return spec.methods() == null ? CapturePlan.LADDER : spec.methods();
  }

  /** How long to wait before the next dump; nothing before the first. */
  public static Duration untilNext(Incident incident, Instant now) {
    DumpAnalysisSpec spec = incident.spec();
    List<Attempt> attempts = incident.attempts();
    if (incident.dumps().isEmpty() || attempts.isEmpty()) {
      return Duration.ZERO;
    }
    String finished = attempts.getLast().finishedAt();
    Duration interval = Durations.parse(spec.interval() == null ? INTERVAL : spec.interval());
    if (finished == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, Instant.parse(finished).plus(interval));
    return left.compareTo(interval) <= 0 ? left : Duration.ZERO; // the clock was set back
  }
}
