package dev.stuckpod.operator.loadtest.suspicion;

/**
 * Those of a process that wait for the same kind of thing.
 *
 * @param count how many
 * @param longestNs for how long the first of them has not run, by the sidecar's own looks,
 *     nanoseconds
 * @param looks in how many of these he was seen so. Go counts runs in one byte: in two looks one in
 *     256 of those that run without pause seems not to have; 0 of threads, whose runs are counted
 *     in full
 * @param notRun how many have not run since the last look, and waited then: the same ones, not as
 *     many
 */
public record LockGroup(LockState state, int count, long longestNs, int looks, int notRun) {}
