package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * How the server is trusted.
 *
 * @param caBundle PEM certificates; default: the system's
 * @param insecureSkipVerify trusts any certificate; for trials only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceTls(
    @Nullable @Size(max = 65536) String caBundle, @Nullable Boolean insecureSkipVerify) {}
