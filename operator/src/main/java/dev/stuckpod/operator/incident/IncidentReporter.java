package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells about incidents beside their status: Events on the analysis, their end also on its pod,
 * metrics, and the log.
 */
public final class IncidentReporter implements IncidentObserver {

  private static final Logger LOG = LoggerFactory.getLogger(IncidentReporter.class);

  private final EventRecorder events;
  private final MeterRegistry meters;

  /** Writes Events and counts in meters. */
  public IncidentReporter(EventRecorder events, MeterRegistry meters) {
    this.events = events;
    this.meters = meters;
  }

  @Override
  public void started(DumpAnalysis analysis) {
    tell(
        analysis,
        Reason.CaptureStarted,
        "A dump of pod %s is asked for.".formatted(analysis.getSpec().podName()));
  }

  @Override
  public void ended(
      DumpAnalysis analysis, CaptureMethod method, AttemptOutcome outcome, String message) {
    meters
        .counter("stuckpod_captures", "method", method.name(), "outcome", outcome.name())
        .increment();
    if (outcome == AttemptOutcome.DumpTaken || outcome == AttemptOutcome.SignalSent) {
      tell(analysis, Reason.DumpTaken, method + ": " + message);
    } else { // the next method may succeed
      log(analysis, Reason.CaptureFailed, method + ": " + message);
    }
  }

  @Override
  public void failed(DumpAnalysis analysis, CapturedReason reason, String message) {
    tellThePodToo(analysis, Reason.CaptureFailed, reason + ": " + message);
  }

  @Override
  public void explained(DumpAnalysis analysis, String before) {
    var status = analysis.getStatus();
    String verdict = String.valueOf(status.verdict());
    meters.counter("stuckpod_verdicts", "verdict", verdict).increment();
    meters.timer("stuckpod_time_to_verdict").record(sinceAskedFor(analysis));
    tellThePodToo(
        analysis,
        Reason.Analyzed,
        "%s: %s%s"
            .formatted(status.verdict(), status.cause(), before.isEmpty() ? "" : ". " + before));
  }

  /** Nothing where two clocks do not agree. */
  private Duration sinceAskedFor(DumpAnalysis analysis) {
    String created = analysis.getMetadata().getCreationTimestamp();
    if (created == null) {
      return Duration.ZERO;
    }
    Instant now = Instant.ofEpochMilli(meters.config().clock().wallTime());
    Duration since = Duration.between(Instant.parse(created), now);
    return since.isNegative() ? Duration.ZERO : since;
  }

  private void tell(DumpAnalysis analysis, Reason reason, String note) {
    log(analysis, reason, note);
    events.record(
        reference(
            "stuckpod.dev/v1alpha1",
            "DumpAnalysis",
            analysis.getMetadata().getNamespace(),
            analysis.getMetadata().getName(),
            analysis.getMetadata().getUid()),
        reason,
        analysis.getMetadata().getName(),
        note);
  }

  /** How it ended is looked for where the pod is looked at; what happened in between is not. */
  private void tellThePodToo(DumpAnalysis analysis, Reason reason, String note) {
    tell(analysis, reason, note);
    DumpAnalysisSpec spec = analysis.getSpec();
    String name = analysis.getMetadata().getName();
    events.record(
        reference(
            "v1", "Pod", analysis.getMetadata().getNamespace(), spec.podName(), spec.podUID()),
        reason,
        name,
        "dumpanalysis/%s: %s".formatted(name, note));
  }

  private static void log(DumpAnalysis analysis, Reason reason, String note) {
    LOG.info(
        "{}/{}: {} {}",
        analysis.getMetadata().getNamespace(),
        analysis.getMetadata().getName(),
        reason,
        note);
  }

  private static ObjectReference reference(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      @org.jspecify.annotations.Nullable String uid) {
    var reference =
        new ObjectReferenceBuilder()
            .withApiVersion(apiVersion)
            .withKind(kind)
            .withNamespace(namespace)
            .withName(name);
    return uid == null ? reference.build() : reference.withUid(uid).build();
  }
}
