package dev.stuckpod.operator.readings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.Flavour;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.NamespaceScope;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.Stretch;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sources are spoken to, and what is made of answers that a Prometheus seldom gives. */
class QueryApiTest {

  private static final int MOST = 100;
  private static final String EMPTY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Prometheus, /api/v1/query, query=up&timeout=2000ms&time=2026-01-15T12:00:00Z",
    "Thanos, /api/v1/query,"
        + " query=up&timeout=2000ms&time=2026-01-15T12:00:00Z&partial_response=false&dedup=true",
    "VictoriaMetrics, /api/v1/query, query=up&timeout=2000ms&time=2026-01-15T12:00:00Z&nocache=1",
    "Mimir, /prometheus/api/v1/query, query=up&timeout=2000ms&time=2026-01-15T12:00:00Z"
  })
  void eachFlavourIsAskedForAnExactAnswer(Flavour flavour, String path, String form)
      throws Exception {
    server.enqueue(new MockResponse(200, Headers.of(), EMPTY));

    api(flavour, "team-a", "Bearer s3cret")
        .query("up", "shop", Instant.parse("2026-01-15T12:00:00Z"), MOST, _ -> {});

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getUrl().encodedPath()).isEqualTo(path);
    assertThat(request.getHeaders().get("X-Scope-OrgID")).isEqualTo("team-a");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(
            URLDecoder.decode(
                Objects.requireNonNull(request.getBody()).utf8(), StandardCharsets.UTF_8))
        .isEqualTo(form);
  }

  /** The same goes for the answer: not complete is a failure. */
  @ParameterizedTest
  @CsvSource({
    "Prometheus, /api/v1/query_range?namespace=shop, ''",
    "Thanos, /api/v1/query_range?namespace=shop, &partial_response=false&dedup=true",
    "VictoriaMetrics, /api/v1/query_range?namespace=shop, &nocache=1",
    "Mimir, /prometheus/api/v1/query_range?namespace=shop, ''"
  })
  void aStretchIsAskedForInFewPointsAndOnce(Flavour flavour, String target, String more)
      throws Exception {
    server.enqueue(
        new MockResponse(
            200,
            Headers.of(),
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"pod\":\"hub\"},\"values\":[[1,\"2\"],[3,\"4\"]]}]}}"));
    MetricsSourceSpec spec = spec(flavour, null, new NamespaceScope("namespace", null));
    var rows = new ArrayList<Series>();

    new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(2))
        .range(
            "up",
            "shop",
            Stretch.of(Duration.ofMinutes(1), Instant.parse("2026-01-15T12:00:00Z")),
            rows::add);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(
            URLDecoder.decode(
                Objects.requireNonNull(request.getBody()).utf8(), StandardCharsets.UTF_8))
        .isEqualTo(
            "query=up&timeout=2000ms&start=2026-01-15T11:58:00Z&end=2026-01-15T12:00:00Z&step=4.000"
                + more);
    assertThat(rows).singleElement().satisfies(row -> assertThat(row.points()).hasSize(2));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "namespace, , /api/v1/query?namespace=shop, ",
    ", X-Scope-OrgID, /api/v1/query, shop",
  })
  void aSourceThatAnswersForOneNamespaceIsToldWhich(
      @Nullable String parameter, @Nullable String header, String target, @Nullable String value)
      throws Exception {
    server.enqueue(new MockResponse(200, Headers.of(), EMPTY));
    MetricsSourceSpec spec = spec(null, null, new NamespaceScope(parameter, header));

    new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(2))
        .query("up", "shop", null, MOST, _ -> {});

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("X-Scope-OrgID")).isEqualTo(value);
    assertThat(Objects.requireNonNull(request.getBody()).utf8()).startsWith("query=up&");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":[\"one"
            + " store is away\"]}|AnswerIncomplete|one store is away",
        "200|{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"vector\",\"result\":[]}}|AnswerIncomplete|isPartial",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}|QueryRejected|scalar",
        "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse"
            + " error\"}|QueryRejected|parse error",
        "422|{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"}|QueryRejected|many-to-many",
        "200|<html>sign in</html>|AnswerUnreadable|url and flavour",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"x\"]}]}}|AnswerUnreadable|row",
        "422|{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"expanding series: proxy"
            + " Series(): rpc error\"}|AnswerIncomplete|cannot read all series",
        "401||SourceRefused|auth",
        "403|{}|SourceRefused|tenant",
        "302||AnswerUnreadable|302"
      })
  void anAnswerThatIsNotCompleteIsAFailureThatSaysWhatToDo(
      int code, @Nullable String body, Failure failure, String says) {
    server.enqueue(
        new MockResponse(
            code,
            Headers.of("Location", server.url("/elsewhere").toString()),
            body == null ? "" : body));

    QueryFailed failed = failing(api(Flavour.Prometheus, null, null));

    assertThat(failed.failure()).isEqualTo(failure);
    assertThat(failed).hasMessageContaining(says);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "503|{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too"
            + " slow\"}|SourceUnreachable|too slow",
        "502|<html>bad gateway</html>|SourceUnreachable|502",
        "504||SourceUnreachable|504",
        "429|slow down|SourceBusy|raise its limits",
      })
  void whoCannotAnswerJustNowIsAskedAgainTwice(
      int code, @Nullable String body, Failure failure, String says) throws Exception {
    for (int i = 0; i < 5; i++) {
      server.enqueue(new MockResponse(code, Headers.of(), body == null ? "" : body));
    }
    server.enqueue(new MockResponse(200, Headers.of(), EMPTY));

    QueryFailed failed = failing(api(Duration.ofSeconds(10)));

    assertThat(failed.failure()).isEqualTo(failure);
    assertThat(failed).hasMessageContaining(says);
    assertThat(server.getRequestCount()).isEqualTo(3);
    api(Duration.ofSeconds(10)).query("up", "shop", null, MOST, _ -> {});
    assertThat(server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void whoAsksForMoreTimeThanThereIsIsNotAskedAgain() {
    server.enqueue(new MockResponse(429, Headers.of("Retry-After", "6"), ""));

    assertThat(failing(api(Duration.ofSeconds(10))).failure()).isEqualTo(Failure.SourceBusy);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void remarksAmongTheWarningsTakeNothingFromTheAnswer() throws Exception {
    server.enqueue(
        new MockResponse(
            200,
            Headers.of(),
            """
            {"status":"success","infos":["x"],"warnings":["PromQL info: might not be a counter"],
             "data":{"resultType":"vector","result":[{"metric":{"pod":"a"},"value":[1.5,"+Inf"]},
              {"metric":{"pod":"b"},"value":[1.5,"NaN"]},
              {"metric":{"pod":"c"},"histogram":[1.5,{"count":"1"}]}]}}
            """));

    var series = new ArrayList<Series>();
    api(Flavour.Prometheus, null, null).query("up", "shop", null, MOST, series::add);

    assertThat(series).extracting(s -> s.label("pod")).containsExactly("a", "b");
    assertThat(series.getFirst().value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(series.getLast().value()).isNaN();
  }

  @Test
  void noMoreSeriesAreReadThanAPolicyNeeds() throws Exception {
    server.enqueue(new MockResponse(200, Headers.of(), rows(MOST, "x")));
    server.enqueue(new MockResponse(200, Headers.of(), rows(MOST + 1, "x")));
    var count = new AtomicInteger();

    api(Flavour.Prometheus, null, null)
        .query("up", "shop", null, MOST, _ -> count.incrementAndGet());

    assertThat(count).hasValue(MOST);
    assertThat(failing(api(Flavour.Prometheus, null, null)))
        .returns(Failure.AnswerTooLarge, QueryFailed::failure)
        .hasMessageContaining("more than 100 series");
  }

  @Test
  void noMoreBytesAreReadThanAPolicyNeeds() {
    server.enqueue(
        new MockResponse(200, Headers.of(), "{" + " ".repeat((64 << 20) + 1) + EMPTY.substring(1)));

    assertThat(failing(api(Duration.ofMinutes(1))))
        .returns(Failure.AnswerTooLarge, QueryFailed::failure)
        .hasMessageContaining("64 MiB");
  }

  @Test
  void anAnswerThatEndsInTheMiddleIsNone() {
    String whole = rows(3, "x");
    server.enqueue(new MockResponse(200, Headers.of(), whole.substring(0, whole.length() - 20)));

    assertThat(failing(api(Flavour.Prometheus, null, null)).failure())
        .isEqualTo(Failure.AnswerUnreadable);
  }

  private static String rows(int count, String pod) {
    String row = "{\"metric\":{\"pod\":\"%s\"},\"value\":[1,\"1\"]}".formatted(pod);
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
        + String.join(",", Collections.nCopies(count, row))
        + "]}}";
  }

  @Test
  void aSourceThatDoesNotAnswerIsUnreachable() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    QueryFailed failed = failing(api(Flavour.Prometheus, null, null));

    assertThat(failed.failure()).isEqualTo(Failure.SourceUnreachable);
    assertThat(failed).hasMessageContaining("check the MetricsSource's url");
  }

  private static QueryFailed failing(QueryApi api) {
    return catchThrowableOfType(
        QueryFailed.class, () -> api.query("up", "shop", null, MOST, _ -> {}));
  }

  private QueryApi api(Duration timeout) {
    MetricsSourceSpec spec = spec(Flavour.Prometheus, null, null);
    return new QueryApi(new OkHttpClient(), spec, null, timeout);
  }

  private QueryApi api(Flavour flavour, @Nullable String tenant, @Nullable String authorization) {
    MetricsSourceSpec spec = spec(flavour, tenant, null);
    return new QueryApi(new OkHttpClient(), spec, authorization, Duration.ofSeconds(2));
  }

  private MetricsSourceSpec spec(
      @Nullable Flavour flavour, @Nullable String tenant, @Nullable NamespaceScope scopedBy) {
    String url = server.url("/").toString();
    return new MetricsSourceSpec(
        url, null, flavour, tenant, null, null, null, null, scopedBy, null);
  }
}
