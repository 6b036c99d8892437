package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Size;

/**
 * One pod and why.
 *
 * @param reason CamelCase
 * @param message one sentence, with the remedy where there is one
 */
public record PodNote(
    @Size(max = 253) String pod, @Size(max = 63) String reason, @Size(max = 512) String message) {}
