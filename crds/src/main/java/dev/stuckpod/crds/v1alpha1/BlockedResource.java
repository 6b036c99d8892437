package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is held or waited for ({@code resource} of a finding).
 *
 * @param kind mutex, rwmutex, channel, monitor, pool, …
 * @param address as the dump prints it
 * @param type as far as the dump shows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockedResource(
    @Nullable @Size(max = 63) String kind,
    @Nullable @Size(max = 63) String address,
    @Nullable @Size(max = 512) String type) {}
