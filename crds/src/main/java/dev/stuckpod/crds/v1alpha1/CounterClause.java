package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds when next to nothing is counted: either {@code metric} grows by at most {@code atMost} per
 * second, or {@code out} grows by at most {@code atMostRatio} of what {@code in} grows by.
 *
 * @param atMost per second, default 0
 * @param out what completes
 * @param in what arrives
 * @param atMostRatio out per in, from 0 to 1, default 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CounterClause(
    @Nullable @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
    @Nullable @Size(max = 8) Map<String, String> match,
    @Nullable Double atMost,
    @Nullable MetricSelector out,
    @JsonProperty("in") @Nullable MetricSelector in,
    @Nullable Double atMostRatio) {}
