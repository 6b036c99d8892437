package dev.stuckpod.operator.loadtest.openmetrics;

/**
 * How much is written at most.
 *
 * @param samples of all pods together
 * @param packed bytes, compressed; what is written when it is reached is written to the series' end
 */
public record Extent(int samples, long packed) {}
