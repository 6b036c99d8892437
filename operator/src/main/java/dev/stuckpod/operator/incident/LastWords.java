package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.protocol.KeptDump;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what a sidecar found before its app's end as an attempt that somebody else has made:
 * where an incident is about that, and where its container has ended before it was asked.
 */
final class LastWords {

  private final Ports ports;
  private final Harvest harvest;

  LastWords(Ports ports, Harvest harvest) {
    this.ports = ports;
    this.harvest = harvest;
  }

  /** Takes it over, if there is any; else nothing has happened. */
  boolean take(Incident incident) throws Trouble {
    DumpAnalysisSpec spec = incident.spec();
    String containerID = spec.containerID();
    if (containerID == null || !incident.attempts().isEmpty() || !incident.dumps().isEmpty()) {
      return false;
    }
    boolean itself = spec.trigger() != null && LastLook.RULE.equals(spec.trigger().rule());
    var pod = ports.analyses().pod(incident.namespace(), spec.podName());
    @Nullable Target target =
        Target.of(AttemptBuilder.builder().containerID(containerID).build(), spec, pod);
    if (target == null || !itself && target.fate(pod) == LogFollower.State.Running) {
      return false;
    }
    Sidecar sidecar;
    Optional<KeptDump> found;
    try {
      sidecar = ports.sidecars().of(target.pod());
      found =
          sidecar.found().stream()
              .filter(dump -> dump.containerID().equals(target.bareContainerID()))
              .reduce((_, last) -> last);
    } catch (Trouble silent) {
      if (itself) {
        throw silent;
      }
      return false;
    }
    if (found.isEmpty()) {
      return false;
    }
    Attempt attempt = attempt(incident, target, found.get());
    incident.intend(attempt);
    incident.written(ports.analyses().write(incident.changed()));
    harvest.take(
        incident,
        attempt,
        target,
        sidecar,
        sidecar
            .result(attempt.id())
            .orElseThrow(
                () ->
                    new Trouble(
                        new Failure.Forgotten("The sidecar was restarted and no longer knows"))));
    return true;
  }

  private static Attempt attempt(Incident incident, Target target, KeptDump dump) {
    var attempt =
        AttemptBuilder.builder()
            .id(dump.attemptId())
            .method(Objects.requireNonNull(dump.method()))
            .startedAt(incident.now())
            .containerID(target.containerID())
            .pid(dump.pid())
            .processStartTime(dump.startTime())
            .kills(false);
    String sidecarID = target.sidecarID();
    return (sidecarID == null ? attempt : attempt.sidecarID(sidecarID)).build();
  }
}
