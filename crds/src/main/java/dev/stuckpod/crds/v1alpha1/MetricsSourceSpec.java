package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.LabelNames;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and how metrics are asked for: of a server by its url, or of the pods themselves by scrape.
 *
 * @param url base of the HTTP API; /api/v1/query is appended
 * @param scrape in the place of url: the operator fetches the metrics of the pods that policies
 *     select itself, and remembers what their rules name for as long as these look back. A promql
 *     rule cannot ask such a source
 * @param flavour what answers: decides which parameters make an answer exact
 * @param tenant sent as X-Scope-OrgID
 * @param auth credentials
 * @param tls how the server is trusted
 * @param labels which labels name namespace, pod and container
 * @param ownQueries which series promql rules may read; default: OwnNamespace, or Any where
 *     scopedBy is set
 * @param scopedBy how the source is told whose namespace is asked for, when it answers for one
 *     alone
 * @param timeout of one query; of one page where the operator scrapes, and then at most its
 *     interval and 10 seconds
 */
@ValidationRule(
    value = "has(self.url) != has(self.scrape)",
    message =
        "write url, where a server with the HTTP API of Prometheus is asked, or scrape: {}, where"
            + " the operator fetches pods' metrics itself")
@ValidationRule(
    value =
        "!has(self.scrape) || !(has(self.tenant) || has(self.auth) || has(self.tls)"
            + " || has(self.labels) || has(self.ownQueries) || has(self.scopedBy))",
    message =
        "tenant, auth, tls, labels, ownQueries and scopedBy are for a server that is asked: leave"
            + " them out where the operator scrapes",
    fieldPath = ".scrape")
@ValidationRule(
    value = "!has(self.url) || self.url.matches('^https?://[^\\\\s/?#@]+(/[^\\\\s?#]*)?$')",
    message =
        "write the base URL of the HTTP API without credentials and query, for example"
            + " http://prometheus.monitoring:9090",
    fieldPath = ".url")
@ValidationRule(
    value = "!has(self.tls) || !has(self.url) || self.url.startsWith('https://')",
    message = "tls needs a url that begins with https://",
    fieldPath = ".tls")
@ValidationRule(
    value =
        "!has(self.auth) || !has(self.url) || self.url.startsWith('https://')"
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
    @Nullable @Size(min = 1, max = 512) String url,
    @Nullable PodScrapes scrape,
    @Default("Prometheus") @Nullable Flavour flavour,
    @Nullable @Size(min = 1, max = 253) String tenant,
    @Nullable SourceAuth auth,
    @Nullable SourceTls tls,
    @Nullable LabelNames labels,
    @Nullable OwnQueries ownQueries,
    @Nullable NamespaceScope scopedBy,
    @Default("10s") @Nullable @DurationRange(min = "100ms", max = "5m") String timeout) {

  /**
   * The url of a source that is asked.
   *
   * @throws NullPointerException where it scrapes
   */
  public String base() {
    return Objects.requireNonNull(url, "url");
  }

  /**
   * How the operator scrapes. Where a pod serves its metrics is said by its annotations
   * prometheus.io/port and prometheus.io/path, by PodMonitors and ServiceMonitors, or by a port
   * that is named metrics; or here, for all pods of the source.
   *
   * @param interval between two scrapes of a pod: rules need a window of four at least
   * @param port of the pods
   * @param path with its query, if it has one; default: /metrics
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PodScrapes(
      @Default("15s") @Nullable @DurationRange(min = "1s", max = "5m") String interval,
      @Nullable @Min(1) @Max(65535) Integer port,
      @Nullable @Size(min = 1, max = 256) @Pattern(LoadTestWindowSpec.PAGE_PATH) String path) {}

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
