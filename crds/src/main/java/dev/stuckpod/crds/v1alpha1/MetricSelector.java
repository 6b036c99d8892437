package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
