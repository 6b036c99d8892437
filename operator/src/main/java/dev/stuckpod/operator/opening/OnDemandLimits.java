package dev.stuckpod.operator.opening;

/**
 * What persons may ask for.
 *
 * @param perPod analyses of one pod in an hour
 * @param perNamespace of all pods of a namespace
 * @param concurrent captures under way at once in a namespace; more wait
 */
public record OnDemandLimits(int perPod, int perNamespace, int concurrent) {}
