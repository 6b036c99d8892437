package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names one key of a Secret in the operator's own namespace; the chart's metricsSecrets lists it.
 */
public record SecretKeyRef(
    @Required @Size(min = 1, max = 253) String name,
    @Required @Size(min = 1, max = 253) String key) {}
