package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where and how metrics are asked for.
 *
 * @param url base of the HTTP API; /api/v1/query is appended
 * @param flavour what answers: decides which parameters make an answer exact
 * @param tenant sent as X-Scope-OrgID
 * @param auth credentials
 * @param tls how the server is trusted
 * @param labels which labels name namespace, pod and container
 * @param timeout of one query
 */
@ValidationRule(
    value = "self.url.matches('^https?://[^\\\\s/?#@]+(/[^\\\\s?#]*)?$')",
    message =
        "write the base URL of the HTTP API without credentials and query, for example"
            + " http://prometheus.monitoring:9090",
    fieldPath = ".url")
@ValidationRule(
    value = "!has(self.tls) || self.url.startsWith('https://')",
    message = "tls needs a url that begins with https://",
    fieldPath = ".tls")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsSourceSpec(
    @Required @Size(min = 1, max = 512) String url,
    @Default("Prometheus") @Nullable Flavour flavour,
    @Nullable @Size(min = 1, max = 253) String tenant,
    @Nullable SourceAuth auth,
    @Nullable SourceTls tls,
    @Nullable LabelNames labels,
    @Default("10s") @Nullable @DurationRange(min = "100ms", max = "5m") String timeout) {

  /** What answers the queries. */
  public enum Flavour {
    Prometheus,
    Thanos,
    VictoriaMetrics,
    Mimir
  }
}
