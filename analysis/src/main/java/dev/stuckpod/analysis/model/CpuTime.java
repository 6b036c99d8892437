package dev.stuckpod.analysis.model;

/**
 * What a thread has used so far.
 *
 * @param cpuMillis CPU time
 * @param elapsedMillis time since it started
 */
public record CpuTime(long cpuMillis, long elapsedMillis) {}
