package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one container that an incident is about.
 *
 * @param pod as it is now
 * @param container its name
 * @param containerID with the runtime's prefix
 */
public record Target(Pod pod, String container, String containerID) {

  /**
   * Finds the container that is to be dumped.
   *
   * @throws Trouble if it is not there any more, or it is unclear which is meant
   */
  public static Target find(DumpAnalysisSpec spec, @Nullable Pod pod) throws Trouble {
    if (pod == null) {
      throw gone(
          CapturedReason.PodGone, "There is no pod %s in this namespace".formatted(spec.podName()));
    }
    if (spec.podUID() != null && !spec.podUID().equals(pod.getMetadata().getUid())) {
      throw gone(
          CapturedReason.PodGone,
          "Pod %s has been replaced by another of the same name".formatted(spec.podName()));
    }
    String container = container(spec, pod);
    Optional<ContainerFacts> facts = ContainerFacts.of(pod, container);
    String id = facts.map(ContainerFacts::containerID).orElse(null);
    if (spec.containerID() != null && id != null && !spec.containerID().equals(id)) {
      throw gone(
          CapturedReason.ContainerReplaced,
          "Container %s was restarted before a dump could be taken".formatted(container));
    }
    if (id == null || facts.get().state() != ContainerFacts.State.Running) {
      throw gone(
          CapturedReason.ContainerNotRunning,
          "Container %s does not run: wait until it does and ask again".formatted(container));
    }
    return new Target(pod, container, id);
  }

  /**
   * The container that an attempt was about, whatever has become of it; null when its pod is gone.
   */
  public static @Nullable Target of(Attempt attempt, DumpAnalysisSpec spec, @Nullable Pod pod)
      throws Trouble {
    String containerID = attempt.containerID();
    if (pod == null
        || containerID == null
        || spec.podUID() != null && !spec.podUID().equals(pod.getMetadata().getUid())) {
      return null;
    }
    return new Target(pod, container(spec, pod), containerID);
  }

  private static String container(DumpAnalysisSpec spec, Pod pod) throws Trouble {
    return switch (AppContainer.of(pod, spec.container())) {
      case AppContainer.Found(String name) -> name;
      case AppContainer.NotFound(_, String message) ->
          throw gone(CapturedReason.ContainerUnclear, message);
    };
  }

  private static Trouble gone(CapturedReason reason, String sentence) {
    return new Trouble(new Failure.TargetGone(reason, sentence));
  }

  /** The container's id without the runtime's prefix, as cgroups show it. */
  public String bareContainerID() {
    return bare(containerID);
  }

  /** A container's id without the runtime's prefix. */
  public static String bare(String containerID) {
    return containerID.substring(containerID.indexOf("//") + 2);
  }

  /** Names the log. */
  public PodLogs.Container log() {
    return new PodLogs.Container(
        pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
  }

  /** The sidecar's container ID; null when it has none now. */
  public @Nullable String sidecarID() {
    return ContainerFacts.of(pod, AppContainer.SIDECAR)
        .map(ContainerFacts::containerID)
        .orElse(null);
  }

  /** Tells what has become of it, from what its pod says now. */
  public LogFollower.State fate(@Nullable Pod now) {
    return fate(now, pod.getMetadata().getUid(), container, containerID);
  }

  /** Tells what has become of a container, from what the pod says now. */
  static LogFollower.State fate(
      @Nullable Pod now, String podUID, String container, String containerID) {
    if (now == null || !podUID.equals(now.getMetadata().getUid()) || now.getStatus() == null) {
      return LogFollower.State.Gone;
    }
    for (ContainerStatus status : now.getStatus().getContainerStatuses()) {
      if (!container.equals(status.getName())) {
        continue;
      }
      if (containerID.equals(status.getContainerID())) {
        // before it is started again its ID stays, and it waits
        return status.getState() == null || status.getState().getRunning() != null
            ? LogFollower.State.Running
            : LogFollower.State.Terminated;
      }
      boolean isPrevious =
          status.getLastState() != null
              && status.getLastState().getTerminated() != null
              && containerID.equals(status.getLastState().getTerminated().getContainerID());
      return isPrevious ? LogFollower.State.Replaced : LogFollower.State.Gone;
    }
    return LogFollower.State.Gone;
  }
}
