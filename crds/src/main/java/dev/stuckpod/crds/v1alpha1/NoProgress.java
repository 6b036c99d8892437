package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work is held and nothing completes. All clauses must hold over the whole window.
 *
 * @param load gauges that say there is work ({@code while} in YAML)
 * @param counters counters that next to nothing is added to
 * @param frozen gauges that used to move and no longer do
 * @param window how far back is looked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoProgress(
    @JsonProperty("while") @Nullable @Size(max = 8) List<LoadClause> load,
    @Nullable @Size(max = 8) List<CounterClause> counters,
    @Nullable @Size(max = 8) List<MetricSelector> frozen,
    @Default("1m") @Nullable @Size(max = 20) @Pattern(Durations.PATTERN) String window) {}
