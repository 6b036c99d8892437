package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one container of a pod fares, as the kubelet last said.
 *
 * @param name of the container
 * @param containerID with the runtime's prefix, as in the pod's status; absent before it was made
 * @param state running, waiting or terminated
 * @param startedAt when it began to run; present while running
 * @param ready as the kubelet says
 * @param restarts how often it was started again
 * @param cpuLimit so many thousandths of a core it may use; 0: as many as there are
 * @param limitSince when that limit was last seen to change; null: never
 */
public record ContainerFacts(
    String name,
    @Nullable String containerID,
    State state,
    @Nullable Instant startedAt,
    boolean ready,
    int restarts,
    int cpuLimit,
    @Nullable Instant limitSince) {

  /** What a container does. */
  public enum State {
    Running,
    Waiting,
    Terminated
  }

  /** Reads a container's or a sidecar's state from the pod's status; empty before it has one. */
  public static Optional<ContainerFacts> of(Pod pod, String container) {
    return statuses(pod)
        .filter(status -> container.equals(status.getName()))
        .findFirst()
        .map(status -> of(status, CpuLimit.inForce(pod, status)));
  }

  /** The same, where it is known how the container fared before. */
  ContainerFacts after(ContainerFacts before, Instant now) {
    Instant since = before.cpuLimit == cpuLimit ? before.limitSince : now;
    return since == null
        ? this
        : new ContainerFacts(name, containerID, state, startedAt, ready, restarts, cpuLimit, since);
  }

  private static Stream<ContainerStatus> statuses(Pod pod) {
    PodStatus status = pod.getStatus();
    if (status == null) {
      return Stream.empty();
    }
    return Stream.concat(
        list(status.getContainerStatuses()), list(status.getInitContainerStatuses()));
  }

  private static Stream<ContainerStatus> list(@Nullable List<ContainerStatus> statuses) {
    return statuses == null ? Stream.empty() : statuses.stream();
  }

  private static ContainerFacts of(ContainerStatus status, int cpuLimit) {
    ContainerState state = status.getState();
    Instant startedAt = null;
    State kind = State.Waiting;
    if (state != null && state.getRunning() != null) {
      kind = State.Running;
      String text = state.getRunning().getStartedAt();
      startedAt = text == null ? null : Instant.parse(text);
    } else if (state != null && state.getTerminated() != null) {
      kind = State.Terminated;
    }
    String id = status.getContainerID();
    return new ContainerFacts(
        status.getName(),
        id == null || id.isEmpty() ? null : id,
        kind,
        startedAt,
        Boolean.TRUE.equals(status.getReady()),
        status.getRestartCount() == null ? 0 : status.getRestartCount(),
        cpuLimit,
        null);
  }
}
