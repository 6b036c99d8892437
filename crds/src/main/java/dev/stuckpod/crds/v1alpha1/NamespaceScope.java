package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Says where the policy's namespace is written in each request, for sources that answer for one
 * namespace alone: prom-label-proxy, OpenShift's tenancy port, Mimir with a tenant a namespace.
 *
 * @param parameter of the URL, such as namespace
 * @param header such as X-Scope-OrgID
 */
@ValidationRule(
    value = "has(self.parameter) != has(self.header)",
    message = "write either parameter or header")
@ValidationRule(
    value =
        "!has(self.parameter) || !(self.parameter in"
            + " ['query', 'time', 'timeout', 'partial_response', 'dedup', 'nocache'])",
    message =
        "parameter is one that the query needs for itself: take the one that tells whose it is",
    fieldPath = ".parameter")
@ValidationRule(
    value =
        "!has(self.header) || !(self.header.lowerAscii() in ['authorization', 'connection',"
            + " 'content-encoding', 'content-length', 'content-type', 'expect', 'host',"
            + " 'transfer-encoding', 'upgrade'])",
    message = "header is one that HTTP needs for itself: take the one that tells whose it is",
    fieldPath = ".header")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceScope(
    @Nullable @Size(min = 1, max = 128) @Pattern("^[a-zA-Z_][a-zA-Z0-9_.-]*$") String parameter,
    @Nullable @Size(min = 1, max = 128) @Pattern("^[a-zA-Z][a-zA-Z0-9-]*$") String header) {}
