package dev.stuckpod.operator.probes;

import java.time.Instant;

/**
 * What an Event says of a probe that failed, as others have written it: the kubelet, or whoever may
 * write Events.
 *
 * @param podUid of the pod
 * @param container of the pod; empty where it is not said
 * @param message begins with the kind of the probe, as the kubelet writes it
 * @param count how often at least; the kubelet tells of few of the failures that follow each other
 *     fast
 * @param first when it was told first
 * @param last when it was told for the last time
 */
public record FailedProbe(
    String podUid, String container, String message, int count, Instant first, Instant last) {}
