package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds while a gauge, summed per container, stays above a number.
 *
 * @param above default 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadClause(
    @Required @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
    @Nullable @Size(max = 8) Map<String, String> match,
    @Nullable Double above) {}
