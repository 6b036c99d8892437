package dev.stuckpod.operator.readings.http;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.Flavour;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.NamespaceScope;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.readings.Ticks;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Speaks the HTTP API of Prometheus and of those that answer like it. */
public final class QueryApi {

  /** A series is some 150 bytes: ten thousand pods with twenty each, twice over. */
  public static final int MOST_SERIES = 400_000;

  private static final long LARGEST_ANSWER = 64L << 20;

  /** Few metrics of few pods, in few points. */
  private static final Most COURSES = new Most(1000, 4L << 20);

  private final OkHttpClient http;
  private final HttpUrl api;
  private final Flavour flavour;
  private final @Nullable String tenant;
  private final NamespaceScope scopedBy;
  private final @Nullable String authorization;
  private final Duration timeout;

  /**
   * Asks one source.
   *
   * @param http trusts the source as its specification says
   * @param authorization value of the header of that name
   * @param timeout of one query
   */
  public QueryApi(
      OkHttpClient http,
      MetricsSourceSpec source,
      @Nullable String authorization,
      Duration timeout) {
    this.http =
        http.newBuilder()
            .callTimeout(timeout)
            .followRedirects(false)
            .addInterceptor(new AskedAgain(timeout))
            .build();
    this.flavour = Objects.requireNonNullElse(source.flavour(), Flavour.Prometheus);
    this.api = api(source.base(), flavour);
    this.tenant = source.tenant();
    this.scopedBy = Objects.requireNonNullElse(source.scopedBy(), new NamespaceScope(null, null));
    this.authorization = authorization;
    this.timeout = timeout;
  }

  /**
   * Evaluates a query and hands on each series as it arrives. What was handed on counts only when
   * this returns.
   *
   * @param namespace for whom; a source that answers for one alone is told
   * @param time for which; null for the source's own now
   * @param most series that are read
   * @throws QueryFailed unless the answer is complete
   */
  public void query(String promql, String namespace, @Nullable Instant time, int most, Rows rows)
      throws QueryFailed {
    FormBody.Builder form = form(promql);
    if (time != null) {
      form.add("time", time.toString());
    }
    post("query", form, namespace, new Most(most, LARGEST_ANSWER), rows);
  }

  /**
   * Evaluates a query at each point of a stretch, and hands on each series as it arrives.
   *
   * @throws QueryFailed unless the answer is complete
   */
  public void range(String promql, String namespace, Stretch stretch, Rows rows)
      throws QueryFailed {
    var ticks = new Ticks(stretch.from(), stretch.step(), stretch.points());
    post("query_range", form(promql, ticks), namespace, COURSES, rows);
  }

  /**
   * Evaluates a query at each of many times, and hands on each series as it arrives.
   *
   * @param most series that are read
   * @throws QueryFailed unless the answer is complete
   */
  public void range(String promql, String namespace, Ticks ticks, int most, Rows rows)
      throws QueryFailed {
    post("query_range", form(promql, ticks), namespace, new Most(most, LARGEST_ANSWER), rows);
  }

  /** What is read of an answer. */
  private record Most(int series, long bytes) {}

  private FormBody.Builder form(String promql) {
    return new FormBody.Builder().add("query", promql).add("timeout", timeout.toMillis() + "ms");
  }

  private FormBody.Builder form(String promql, Ticks ticks) {
    return form(promql)
        .add("start", ticks.from().toString())
        .add("end", ticks.to().toString())
        .add("step", BigDecimal.valueOf(ticks.step().toMillis(), 3).toPlainString());
  }

  private void post(String what, FormBody.Builder form, String namespace, Most most, Rows rows)
      throws QueryFailed {
    switch (flavour) {
      case Thanos -> form.add("partial_response", "false").add("dedup", "true");
      // without it the answer is half a minute old, and the question is about now
      case VictoriaMetrics -> form.add("nocache", "1");
      case Prometheus, Mimir -> {}
    }
    HttpUrl url = api.newBuilder().addPathSegment(what).build();
    var request = new Request.Builder().url(urlFor(url, namespace)).post(form.build());
    if (scopedBy.header() != null) {
      request.header(scopedBy.header(), namespace);
    }
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      read(response, url, most, rows);
    } catch (BoundedStream.Exceeded tooLarge) {
      throw new QueryFailed(
          Failure.AnswerTooLarge,
          "The answer is larger than %d MiB: narrow the query's selectors or aggregate it."
              .formatted(most.bytes() >> 20));
    } catch (IOException failed) {
      throw new QueryFailed(
          Failure.SourceUnreachable,
          "%s does not answer (%s): check the MetricsSource's url and that the operator may connect to it."
              .formatted(url, Objects.requireNonNullElse(failed.getMessage(), "no reason given")));
    }
  }

  private void read(Response response, HttpUrl url, Most most, Rows rows)
      throws IOException, QueryFailed {
    if (response.code() == 401 || response.code() == 403) {
      throw new QueryFailed(
          Failure.SourceRefused,
          "%s answers %d: check auth and tenant of the MetricsSource."
              .formatted(url, response.code()));
    }
    if (response.code() == 429) {
      throw new QueryFailed(
          Failure.SourceBusy,
          "%s answers 429: it is asked too much; raise its limits, or have fewer or longer windows in policies."
              .formatted(url));
    }
    AnswerReader.read(
        new BoundedStream(response.body().byteStream(), most.bytes()),
        response.code(),
        url.toString(),
        most.series(),
        rows);
  }

  /** In the URL and not in the form: a proxy that checks whose it is looks there. */
  private HttpUrl urlFor(HttpUrl url, String namespace) {
    return scopedBy.parameter() == null
        ? url
        : url.newBuilder().addQueryParameter(scopedBy.parameter(), namespace).build();
  }

  private static HttpUrl api(String base, Flavour flavour) {
    String path = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    if (flavour == Flavour.Mimir && !path.endsWith("/prometheus")) {
      path += "/prometheus";
    }
    return HttpUrl.get(path + "/api/v1");
  }
}
