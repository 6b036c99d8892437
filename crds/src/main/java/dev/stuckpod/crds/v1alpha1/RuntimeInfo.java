package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The runtime that wrote the dump.
 *
 * @param name go or hotspot
 * @param version as the process or its dump says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuntimeInfo(
    @Nullable @Size(max = 63) String name, @Nullable @Size(max = 128) String version) {}
