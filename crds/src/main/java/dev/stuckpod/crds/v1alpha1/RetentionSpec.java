package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * How long analyses are kept.
 *
 * @param keep the newest so many of the policy
 * @param ttl and none older than this
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionSpec(
    @Default("10") @Nullable @Min(1) @Max(1000) Integer keep,
    @Default("168h") @Nullable @DurationRange(min = "1m", max = "87600h") String ttl) {}
