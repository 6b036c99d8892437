package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How the server is trusted.
 *
 * @param caBundle PEM certificates; default: the system's
 * @param insecureSkipVerify trusts any certificate; for trials only
 */
@ValidationRule(
    value = "!(has(self.caBundle) && has(self.insecureSkipVerify) && self.insecureSkipVerify)",
    message = "insecureSkipVerify trusts any server, caBundle only some: write one of them")
@ValidationRule(
    value = "!has(self.caBundle) || self.caBundle.contains('-----BEGIN CERTIFICATE-----')",
    message = "caBundle takes certificates in PEM, which begin with -----BEGIN CERTIFICATE-----",
    fieldPath = ".caBundle")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceTls(
    @Nullable @Size(max = 65536) String caBundle, @Nullable Boolean insecureSkipVerify) {}
