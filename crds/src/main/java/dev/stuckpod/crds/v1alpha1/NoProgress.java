package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(
    value =
        "has(self.counters) && size(self.counters) > 0 || has(self.frozen) && size(self.frozen) >"
            + " 0",
    message = "noProgress needs counters or frozen: while alone is true of every pod that has work")
@ValidationRule(
    value =
        "has(self.__while__) && size(self.__while__) > 0"
            + " || !(has(self.counters) && size(self.counters) > 0"
            + " || has(self.frozen) && size(self.frozen) > 0)"
            + " || has(self.counters) && self.counters.exists(c, has(c.__in__))",
    message =
        "noProgress needs while, or a counter with in: without them an idle pod would count as"
            + " stuck")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoProgress(
    @JsonProperty("while") @Nullable @Size(max = 8) List<LoadClause> load,
    @Nullable @Size(max = 8) List<CounterClause> counters,
    @Nullable @Size(max = 8) List<MetricSelector> frozen,
    @Default("1m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {}
