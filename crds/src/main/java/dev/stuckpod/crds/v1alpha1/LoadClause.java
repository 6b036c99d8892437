package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds while a gauge, summed per container, stays above a number.
 *
 * @param above default 0
 */
@ValidationRule(
    value = MetricSelector.MATCH_RULE,
    message = MetricSelector.MATCH_MESSAGE,
    fieldPath = ".match")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadClause(
    @Required @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
    @Nullable @Size(max = 8) Map<String, @Size(max = 512) String> match,
    @Nullable Double above) {}
