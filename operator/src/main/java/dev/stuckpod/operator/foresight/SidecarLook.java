package dev.stuckpod.operator.foresight;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.ProcessInfo;
import java.util.List;
import java.util.Optional;

/**
 * Looks through a pod's sidecar. What the watch knows of the pod is enough for that: nothing is
 * done to it, and a sidecar that is another one by now has another certificate.
 *
 * @param known tells of pods as they are now: a look may come long after it was asked for
 */
public record SidecarLook(Known known, Sidecars sidecars) implements Foresight.Look {

  /** Knows pods. */
  public interface Known {
    /** Finds one without asking anybody. */
    Optional<PodView> find(String namespace, String name);
  }

  @Override
  public List<ProcessInfo> at(PodView pod, String containerID) throws SidecarException {
    PodView now =
        known
            .find(pod.namespace(), pod.name())
            .filter(there -> there.uid().equals(pod.uid()))
            .orElseThrow(
                () ->
                    new SidecarException(
                        CapturedReason.PodGone, false, "Pod %s is gone".formatted(pod.name())));
    return sidecars.connect(now).processes(containerID.replaceFirst("^.*://", "")).processes();
  }
}
