package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.loadtest.series.PodSeries;

/**
 * A pod whose readings are written.
 *
 * @param pod its name
 * @param series what is remembered of its container
 */
public record WrittenPod(String pod, PodSeries series) {}
