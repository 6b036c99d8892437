package dev.stuckpod.crds.v1alpha1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Pods of a policy.
 *
 * @param selected matched by the selector
 * @param stuck of these, stuck now
 * @param unknown of these, not to be judged now
 * @param capturable of these, with a sidecar that can take a dump
 */
@RecordBuilder
public record PodCounts(int selected, int stuck, int unknown, int capturable) {}
