package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * How often a policy may act.
 *
 * @param perPod default 1 per 1h
 * @param perPolicy default 5 per 1h
 * @param concurrent captures under way at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsSpec(
    @Nullable Rate perPod,
    @Nullable Rate perPolicy,
    @Default("2") @Nullable @Min(1) @Max(50) Integer concurrent) {}
