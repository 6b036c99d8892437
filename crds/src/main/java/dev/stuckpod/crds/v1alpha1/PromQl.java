package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A query of the user's own. Any series that it returns for a pod means stuck, whatever its value.
 * Each selector has the matcher namespace="…" with the policy's own namespace, unless the
 * MetricsSource allows more.
 *
 * @param presence a query that has a series for every pod that can be judged; a pod without one is
 *     Unknown
 */
@ValidationRule(
    value = "self.query != self.presence",
    message = "query and presence are the same: every pod that can be judged would count as stuck")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromQl(
    @Required @Size(min = 1, max = 512) String query,
    @Required @Size(min = 1, max = 512) String presence) {}
