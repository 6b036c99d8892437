package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.LabelNames;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
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
    @Default("1m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {

  /**
   * Holds when next to nothing is counted: either {@code metric} grows by at most {@code atMost}
   * per second, or {@code out} grows by at most {@code atMostRatio} of what {@code in} grows by.
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

  /**
   * Names a metric. Its value is the sum per namespace, pod and container of the series that match.
   *
   * @param match label values that a series must have
   */
  @ValidationRule(
      value = MetricSelector.MATCH_RULE,
      message = MetricSelector.MATCH_MESSAGE,
      fieldPath = ".match")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MetricSelector(
      @Required @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
      @Nullable @Size(max = 8) Map<String, @Size(max = 512) String> match) {

    /** What Prometheus takes as a metric's name. */
    public static final String NAME = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

    /** Rule on the keys of {@code match}. */
    static final String MATCH_RULE =
        "!has(self.match)"
            + " || self.match.all(label, label.matches('"
            + LabelNames.NAME
            + "') && label != '__name__')";

    /** Says what {@link #MATCH_RULE} asks for. */
    static final String MATCH_MESSAGE =
        "match takes label names and their exact values, such as code: \"200\"; the metric's name"
            + " goes into metric";
  }
}
