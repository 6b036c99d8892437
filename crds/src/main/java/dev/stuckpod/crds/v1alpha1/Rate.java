package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * So many in so much time.
 *
 * @param count how many
 * @param per in which time
 */
public record Rate(
    @Required @Min(1) @Max(100) Integer count,
    @Required @DurationRange(min = "1m", max = "720h") String per) {}
