package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsSourceSpec(
    @Required @Size(min = 1, max = 512) @Pattern("^https?://[^\\s/?#]+[^\\s?#]*$") String url,
    @Default("Prometheus") @Nullable Flavour flavour,
    @Nullable @Size(min = 1, max = 253) String tenant,
    @Nullable SourceAuth auth,
    @Nullable SourceTls tls,
    @Nullable LabelNames labels,
    @Default("10s") @Nullable @Size(max = 20) @Pattern(Durations.PATTERN) String timeout) {

  /** What answers the queries. */
  public enum Flavour {
    Prometheus,
    Thanos,
    VictoriaMetrics,
    Mimir
  }
}
