package dev.stuckpod.operator.readings;

import java.time.Instant;

/**
 * A pod that is asked about.
 *
 * @param name of the pod
 * @param container the app's
 * @param startedAt when the container began to run
 */
public record AskedPod(String name, String container, Instant startedAt) {}
