package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Analyses as a person asks for them. */
public final class Asked {

  public static final DumpAnalysisSpec SPEC =
      DumpAnalysisSpecBuilder.builder().podName("hub").build();

  private Asked() {}

  /** One that was just created, and has not even a first status. */
  public static DumpAnalysis of(DumpAnalysisSpec spec, Clock clock) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder()
            .withName("asked")
            .withNamespace("shop")
            .withUid("asked-uid")
            .withGeneration(1L)
            .withResourceVersion("1")
            .withCreationTimestamp(Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString())
            .build());
    analysis.setSpec(spec);
    return analysis;
  }

  /** One whose first status is written. */
  public static Incident announced(DumpAnalysisSpec spec, Clock clock) {
    Incident incident = new Incident(of(spec, clock), clock);
    incident.announce("node");
    incident.written(incident.changed());
    return incident;
  }

  /** The intent of an attempt. */
  public static Attempt intent(String id, CaptureMethod method, Clock clock) {
    return AttemptBuilder.builder()
        .id(id)
        .method(method)
        .startedAt(Instant.now(clock).toString())
        .containerID("containerd://a")
        .pid(7)
        .processStartTime(42L)
        .build();
  }
}
