package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued.Rescue;
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
    if (!itself && target != null && target.fate(pod) == LogFollower.State.Running) {
      return false;
    }
    String podUID = pod == null ? spec.podUID() : pod.getMetadata().getUid();
    Optional<Rescue> rescue =
        podUID == null || spec.podUID() != null && !podUID.equals(spec.podUID())
            ? Optional.empty()
            : ports.rescued().of(incident.namespace(), podUID, Target.bare(containerID));
    if (rescue.isPresent()) {
      Attempt attempt =
          intend(
              incident,
              containerID,
              target == null ? null : target.sidecarID(),
              rescue.get().told());
      harvest.take(incident, attempt, rescue.get());
      return true;
    }
    return target != null && ask(incident, target, itself);
  }

  private boolean ask(Incident incident, Target target, boolean itself) throws Trouble {
    Sidecar sidecar;
    Optional<KeptDump> found;
    try {
      sidecar = ports.sidecars().of(target.pod());
      found =
          sidecar.found().stream()
              .filter(dump -> dump.containerID().equals(target.bareContainerID()))
              .filter(dump -> !ports.spool().isInUse(dump.attemptId())) // another's
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
    Attempt attempt = intend(incident, target.containerID(), target.sidecarID(), found.get());
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

  /** Written down before it is taken over, as one that was sent would be. */
  private Attempt intend(
      Incident incident, String containerID, @Nullable String sidecarID, KeptDump dump)
      throws Trouble {
    Attempt attempt = attempt(incident, containerID, sidecarID, dump);
    incident.intend(attempt);
    incident.written(ports.analyses().write(incident.changed()));
    return attempt;
  }

  private static Attempt attempt(
      Incident incident, String containerID, @Nullable String sidecarID, KeptDump dump) {
    var attempt =
        AttemptBuilder.builder()
            .id(dump.attemptId())
            .method(Objects.requireNonNull(dump.method()))
            .startedAt(incident.now())
            .containerID(containerID)
            .pid(dump.pid())
            .processStartTime(dump.startTime())
            .kills(false);
    return (sidecarID == null ? attempt : attempt.sidecarID(sidecarID)).build();
  }
}
