package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * Credentials, in Secrets of the operator's own namespace: a bearer token, or user name and
 * password.
 *
 * @param bearerTokenSecret holds the token
 * @param username for basic authentication
 * @param passwordSecret holds the password
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceAuth(
    @Nullable SecretKeyRef bearerTokenSecret,
    @Nullable @Size(min = 1, max = 253) String username,
    @Nullable SecretKeyRef passwordSecret) {}
