package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * The pod accepts connections and no longer answers scrapes.
 *
 * @param consecutive how many scrapes in a row must have failed
 */
public record ScrapeHang(@Default("3") @Nullable @Min(2) @Max(100) Integer consecutive) {}
