package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What led to an incident.
 *
 * @param policy name of the StuckPolicy in the same namespace
 * @param rule name of the rule that matched
 * @param readings the evidence
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trigger(
    @Required @Size(min = 1, max = 253) String policy,
    @Required @Size(min = 1, max = 63) String rule,
    @Nullable @Size(max = 32) List<TriggerReading> readings) {}
