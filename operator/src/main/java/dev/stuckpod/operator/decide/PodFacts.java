package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.pods.Subject;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Set;
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
    Set<Integer> otherPorts)
    implements Subject {}
