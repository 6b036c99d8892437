package dev.stuckpod.operator.loadtest.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of a pod of a window at one moment.
 *
 * @param name of the pod
 * @param uid of the pod
 * @param workload uid of what controls it
 * @param createdAt when it was created
 * @param ready whether it is
 * @param restarts of the app's container
 * @param lastEnd why the container ended the last time, such as OOMKilled or Error; null if it has
 *     not
 * @param lastExit with which code; 0 where it has not
 * @param lastEndAt when that was; null likewise
 * @param evicted whether its reason is Evicted or it is being disrupted
 * @param terminating whether it is being deleted, or has ended for good
 */
public record PodSight(
    String name,
    String uid,
    String workload,
    Instant createdAt,
    boolean ready,
    int restarts,
    @Nullable String lastEnd,
    int lastExit,
    @Nullable Instant lastEndAt,
    boolean evicted,
    boolean terminating) {}
