package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.pods.Subject;
import dev.stuckpod.operator.readings.AskedPod;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know of a pod.
 *
 * @param name of the pod
 * @param uid of the pod
 * @param container the app's
 * @param containerID as in the pod's status; absent before it was made
 * @param workload what controls the pod: pods of the same are siblings
 * @param node that it runs on
 * @param ip of the pod
 * @param running whether pod and container run
 * @param terminating whether it is being deleted
 * @param wasReady whether the container has been ready since it started
 * @param startedAt when the container began to run
 * @param restarts how often it was started again
 * @param otherPorts ports that other containers of the pod declare
 * @param cpuLimit so many thousandths of a core the container may use; 0: no limit is known
 * @param limitSince when that limit was last seen to change; null: never
 */
@RecordBuilder
public record PodFacts(
    String name,
    String uid,
    String container,
    @Nullable String containerID,
    String workload,
    String node,
    String ip,
    boolean running,
    boolean terminating,
    boolean wasReady,
    Instant startedAt,
    int restarts,
    Set<Integer> otherPorts,
    int cpuLimit,
    @Nullable Instant limitSince)
    implements Subject {

  /**
   * Takes them from what is known of a pod.
   *
   * @param app its container
   */
  public static PodFacts of(PodView pod, String app) {
    Optional<ContainerFacts> found = pod.facts(app);
    Instant started = found.map(ContainerFacts::startedAt).orElse(null);
    boolean running =
        pod.running()
            && started != null
            && found.orElseThrow().state() == ContainerFacts.State.Running;
    return new PodFacts(
        pod.name(),
        pod.uid(),
        app,
        found.map(ContainerFacts::containerID).orElse(null),
        pod.workload(),
        pod.node(),
        pod.ip(),
        running,
        pod.terminating(),
        started != null && pod.wasReady(started),
        Objects.requireNonNullElse(started, Instant.MAX),
        found.map(ContainerFacts::restarts).orElse(0),
        otherPorts(pod, app),
        found.map(ContainerFacts::cpuLimit).orElse(0),
        found.map(ContainerFacts::limitSince).orElse(null));
  }

  /** As a source is asked about it. */
  public AskedPod asked() {
    return new AskedPod(name, container, startedAt, cpuLimit);
  }

  private static Set<Integer> otherPorts(PodView pod, String app) {
    return pod.containers().stream()
        .filter(container -> !container.name().equals(app))
        .flatMap(container -> container.ports().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
