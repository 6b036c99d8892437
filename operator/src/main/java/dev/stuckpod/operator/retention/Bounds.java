package dev.stuckpod.operator.retention;

/**
 * How much of the API server's storage analyses and their dumps may take, in bytes.
 *
 * @param perNamespace of one namespace
 * @param perCluster of all together
 */
public record Bounds(long perNamespace, long perCluster) {}
