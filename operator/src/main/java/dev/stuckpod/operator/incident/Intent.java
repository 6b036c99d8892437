package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Instant;
import java.util.UUID;

/** An attempt that is about to be made: as it is written down, and as the sidecar is asked. */
final class Intent {

  private Intent() {}

  /** What is written down before it is done. */
  static Attempt of(
      Incident incident, CaptureMethod method, Target target, ProcessInfo process, boolean kills) {
    var intent =
        AttemptBuilder.builder()
            .id(UUID.randomUUID().toString())
            .method(method)
            .startedAt(incident.now())
            .containerID(target.containerID())
            .pid(process.pid())
            .processStartTime(process.startTime())
            .kills(kills);
    String sidecarID = target.sidecarID();
    return (sidecarID == null ? intent : intent.sidecarID(sidecarID)).build();
  }

  /** What the sidecar is asked then. */
  static AttemptRequest request(
      Incident incident,
      Attempt intent,
      Target target,
      CapturePlan.Choice.Use use,
      Instant expiresAt) {
    return new AttemptRequest(
        intent.id(),
        use.method(),
        target.bareContainerID(),
        use.process().pid(),
        use.process().startTime(),
        expiresAt.toString(),
        use.kills(),
        incident.analysis().getMetadata().getUid());
  }
}
