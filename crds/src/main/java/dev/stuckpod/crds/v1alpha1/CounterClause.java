package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(
    value = "has(self.metric) != (has(self.out) || has(self.__in__))",
    message = "a counter is either metric with atMost, or out and in with atMostRatio")
@ValidationRule(
    value = "has(self.out) == has(self.__in__)",
    message = "a ratio needs both: out, what completes, and in, what arrives")
@ValidationRule(
    value =
        "!(has(self.out) && has(self.__in__)) || self.out.metric != self.__in__.metric"
            + " || has(self.out.match) || has(self.__in__.match)",
    message = "out and in are the same metric: their ratio is always 1")
@ValidationRule(
    value = "!has(self.atMost) || has(self.metric)",
    message = "atMost belongs to metric; out and in take atMostRatio",
    fieldPath = ".atMost")
@ValidationRule(
    value = "!has(self.atMostRatio) || has(self.out) || has(self.__in__)",
    message = "atMostRatio belongs to out and in; metric takes atMost",
    fieldPath = ".atMostRatio")
@ValidationRule(
    value = "!has(self.match) || has(self.metric)",
    message = "match belongs to metric; out and in have a match of their own",
    fieldPath = ".match")
@ValidationRule(
    value = MetricSelector.MATCH_RULE,
    message = MetricSelector.MATCH_MESSAGE,
    fieldPath = ".match")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CounterClause(
    @Nullable @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
    @Nullable @Size(max = 8) Map<String, @Size(max = 512) String> match,
    @Nullable @Min(0) Double atMost,
    @Nullable MetricSelector out,
    @JsonProperty("in") @Nullable MetricSelector in,
    @Nullable @Min(0) @Max(1) Double atMostRatio) {}
