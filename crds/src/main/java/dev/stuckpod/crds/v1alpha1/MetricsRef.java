package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * Names a MetricsSource.
 *
 * @param source its name
 */
public record MetricsRef(
    @Default("default") @Nullable @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN)
        String source) {}
