package dev.stuckpod.operator.opening.limit;

/**
 * What policies and windows may have opened in an hour, whatever each of them allows.
 *
 * @param perNamespace incidents of one namespace
 * @param perCluster of all
 */
public record CaptureLimits(int perNamespace, int perCluster) {}
