package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.LabelNames;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
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
 * @param ownQueries which series promql rules may read; default: OwnNamespace, or Any where
 *     scopedBy is set
 * @param scopedBy how the source is told whose namespace is asked for, when it answers for one
 *     alone
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
@ValidationRule(
    value =
        "!has(self.auth) || self.url.startsWith('https://')"
            + " || has(self.auth.plainHttp) && self.auth.plainHttp",
    message =
        "over http:// everyone on the way can read the credentials: use https://, or say that they"
            + " may with auth.plainHttp: true",
    fieldPath = ".auth")
@ValidationRule(
    value =
        "!has(self.tenant) || !has(self.scopedBy) || !has(self.scopedBy.header)"
            + " || self.scopedBy.header.lowerAscii() != 'x-scope-orgid'",
    message = "tenant and scopedBy.header both set X-Scope-OrgID: write one of them",
    fieldPath = ".scopedBy")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsSourceSpec(
    @Required @Size(min = 1, max = 512) String url,
    @Default("Prometheus") @Nullable Flavour flavour,
    @Nullable @Size(min = 1, max = 253) String tenant,
    @Nullable SourceAuth auth,
    @Nullable SourceTls tls,
    @Nullable LabelNames labels,
    @Nullable OwnQueries ownQueries,
    @Nullable NamespaceScope scopedBy,
    @Default("10s") @Nullable @DurationRange(min = "100ms", max = "5m") String timeout) {

  /** What answers the queries. */
  public enum Flavour {
    Prometheus,
    Thanos,
    VictoriaMetrics,
    Mimir
  }

  /** Which series a promql rule may read. */
  public enum OwnQueries {
    /** Those alone whose namespace label names the policy's own namespace. */
    OwnNamespace,
    /** All that the source shows. */
    Any
  }

  /**
   * Says where the policy's namespace is written in each request, for sources that answer for one
   * namespace alone: prom-label-proxy, OpenShift's tenancy port, Mimir with a tenant a namespace.
   *
   * @param parameter of the URL, such as namespace
   * @param header such as X-Scope-OrgID
   */
  @ValidationRule(
      value = "has(self.parameter) != has(self.header)",
      message = "write either parameter or header")
  @ValidationRule(
      value =
          "!has(self.parameter) || !(self.parameter in"
              + " ['query', 'time', 'timeout', 'partial_response', 'dedup', 'nocache'])",
      message =
          "parameter is one that the query needs for itself: take the one that tells whose it is",
      fieldPath = ".parameter")
  @ValidationRule(
      value =
          "!has(self.header) || !(self.header.lowerAscii() in ['authorization', 'connection',"
              + " 'content-encoding', 'content-length', 'content-type', 'expect', 'host',"
              + " 'transfer-encoding', 'upgrade'])",
      message = "header is one that HTTP needs for itself: take the one that tells whose it is",
      fieldPath = ".header")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NamespaceScope(
      @Nullable @Size(min = 1, max = 128) @Pattern("^[a-zA-Z_][a-zA-Z0-9_.-]*$") String parameter,
      @Nullable @Size(min = 1, max = 128) @Pattern("^[a-zA-Z][a-zA-Z0-9-]*$") String header) {}

  /**
   * How the server is trusted.
   *
   * @param caBundle PEM certificates; default: the system's
   * @param insecureSkipVerify trusts any certificate; for trials only
   */
  @ValidationRule(
      value = "!(has(self.caBundle) && has(self.insecureSkipVerify) && self.insecureSkipVerify)",
      message = "insecureSkipVerify trusts any server, caBundle only some: write one of them")
  @ValidationRule(
      value = "!has(self.caBundle) || self.caBundle.contains('-----BEGIN CERTIFICATE-----')",
      message = "caBundle takes certificates in PEM, which begin with -----BEGIN CERTIFICATE-----",
      fieldPath = ".caBundle")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SourceTls(
      @Nullable @Size(max = 65536) String caBundle, @Nullable Boolean insecureSkipVerify) {}
}
