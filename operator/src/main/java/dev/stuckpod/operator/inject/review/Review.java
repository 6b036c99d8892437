package dev.stuckpod.operator.inject.review;

import io.fabric8.kubernetes.api.model.Pod;

/**
 * What the API server asks about a pod that is about to be created.
 *
 * @param uid of the request, given back with the answer
 * @param namespace where the pod is created, a DNS label
 * @param dryRun whether nothing may be written
 * @param pod as far as a decision needs it: what it has no use for is not there
 */
public record Review(String uid, String namespace, boolean dryRun, Pod pod) {}
