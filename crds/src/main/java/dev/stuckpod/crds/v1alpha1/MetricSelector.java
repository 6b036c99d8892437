package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a metric. Its value is the sum per namespace, pod and container of the series that match.
 *
 * @param match label values that a series must have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricSelector(
    @Required @Size(min = 1, max = 256) @Pattern(MetricSelector.NAME) String metric,
    @Nullable @Size(max = 8) Map<String, String> match) {

  /** What Prometheus takes as a metric's name. */
  public static final String NAME = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";
}
