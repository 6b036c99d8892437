package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.grammar.ObjectNames;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a policy; one that matches is enough.
 *
 * @param any at least one rule
 */
@ValidationRule(
    value = "self.any.all(rule, self.any.exists_one(other, other.name == rule.name))",
    message = "rules need different names: readings, Events and metrics tell them apart by name",
    fieldPath = ".any")
public record StuckWhen(@Required @Size(min = 1, max = 16) List<StuckRule> any) {

  /**
   * One way to be stuck: exactly one of noProgress, scrapeHang and promql.
   *
   * @param name shows in readings, Events and metrics
   */
  @ValidationRule(
      value =
          "[has(self.noProgress), has(self.scrapeHang), has(self.promql)].filter(is, is).size() =="
              + " 1",
      message = "a rule has exactly one of noProgress, scrapeHang and promql")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StuckRule(
      @Required @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String name,
      @Nullable NoProgress noProgress,
      @Nullable ScrapeHang scrapeHang,
      @Nullable PromQl promql) {}

  /**
   * The pod accepts connections and no longer answers scrapes.
   *
   * @param consecutive how many scrapes in a row must have failed
   */
  public record ScrapeHang(@Default("3") @Nullable @Min(2) @Max(100) Integer consecutive) {}

  /**
   * A query of the user's own. Any series that it returns for a pod means stuck, whatever its
   * value. Each selector has the matcher namespace="…" with the policy's own namespace, unless the
   * MetricsSource allows more.
   *
   * @param presence a query that has a series for every pod that can be judged; a pod without one
   *     is Unknown
   */
  @ValidationRule(
      value = "self.query != self.presence",
      message =
          "query and presence are the same: every pod that can be judged would count as stuck")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PromQl(
      @Required @Size(min = 1, max = 512) String query,
      @Required @Size(min = 1, max = 512) String presence) {}
}
