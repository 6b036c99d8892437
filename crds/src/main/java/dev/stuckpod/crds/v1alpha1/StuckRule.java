package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One way to be stuck: exactly one of noProgress, scrapeHang and promql.
 *
 * @param name shows in readings, Events and metrics
 */
@ValidationRule(
    value =
        "[has(self.noProgress), has(self.scrapeHang), has(self.promql)].filter(is, is).size() == 1",
    message = "a rule has exactly one of noProgress, scrapeHang and promql")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StuckRule(
    @Required @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String name,
    @Nullable NoProgress noProgress,
    @Nullable ScrapeHang scrapeHang,
    @Nullable PromQl promql) {}
