package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus, which knows a frozen pod, behind a way on which all that can go wrong does: no
 * fault makes a pod stuck, each has a name, and when it is over the pod is found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

  private static final Rule.Clauses RULE =
      new Rule.Clauses(
          "frozen-hub",
          Duration.ofMinutes(1),
          List.of(new Load(Metric.of("anycable_go_clients_num", null), 100)),
          List.of(new Counter.AtMost(Metric.of("anycable_go_server_msg_total", null), 1)),
          List.of(Metric.of("anycable_go_goroutines_num", null)));

  /** Of the queries whose fault it is that they take longer. */
  private static final Duration SHORT = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MockWebServer way = new MockWebServer();
  private volatile UnaryOperator<MockResponse> fault = UnaryOperator.identity();
  private @Nullable Prometheus prometheus;
  private @Nullable HttpUrl beyond;

  /** What is done to a right answer, and what it is called. */
  record Fault(String name, UnaryOperator<MockResponse> spoils, Failure failure, Duration timeout) {

    Fault(String name, UnaryOperator<MockResponse> spoils, Failure failure) {
      this(name, spoils, failure, PATIENCE);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> faults() {
    return List.of(
        new Fault("starting", _ -> answer(503, "Service Unavailable"), Failure.SourceUnreachable),
        new Fault("too many requests", _ -> answer(429, "slow down"), Failure.SourceBusy),
        new Fault(
            "silent", _ -> effect(SocketEffect.Stall.INSTANCE), Failure.SourceUnreachable, SHORT),
        new Fault(
            "slower than the timeout",
            right -> right.newBuilder().headersDelay(3, TimeUnit.SECONDS).build(),
            Failure.SourceUnreachable,
            SHORT),
        new Fault(
            "dripping",
            right -> right.newBuilder().throttleBody(1, 100, TimeUnit.MILLISECONDS).build(),
            Failure.SourceUnreachable,
            SHORT),
        new Fault(
            "connection reset",
            _ -> effect(new SocketEffect.CloseSocket()),
            Failure.SourceUnreachable),
        new Fault(
            "half an answer, then closed",
            right -> right.newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build(),
            Failure.SourceUnreachable),
        new Fault("half an answer", FaultsIT::half, Failure.AnswerUnreadable),
        new Fault("a page to sign in", _ -> answer(200, "<html>"), Failure.AnswerUnreadable),
        new Fault("nothing", _ -> answer(200, ""), Failure.AnswerUnreadable),
        new Fault("bytes", _ -> answer(200, "\u0000\u0001\u00ff{"), Failure.AnswerUnreadable),
        new Fault("another type", _ -> answer(200, "[1, 2]"), Failure.AnswerUnreadable),
        new Fault(
            "values that are no numbers",
            right -> answer(200, body(right).replaceAll("\"\\d[^\"]*\"]", "\"many\"]")),
            Failure.AnswerUnreadable),
        new Fault(
            "a warning",
            right ->
                answer(
                    200, body(right).replaceFirst("\\{", "{\"warnings\":[\"a store is away\"],")),
            Failure.AnswerIncomplete),
        new Fault(
            "elsewhere",
            _ ->
                new MockResponse.Builder()
                    .code(307)
                    .addHeader("Location", "http://127.0.0.1:1/")
                    .build(),
            Failure.AnswerUnreadable));
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    var past = new Past();
    new SignalsIT.Writer(past, "shop").incident("hub");
    Prometheus real = Prometheus.knowing(past);
    prometheus = real;
    HttpUrl url = HttpUrl.get(real.url());
    beyond = url;
    way.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return fault.apply(through(url, request));
          }
        });
    way.start();
  }

  @AfterAll
  void stop() throws IOException {
    way.close();
    Objects.requireNonNull(prometheus).close();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void neverMakesAPodStuckAndIsOverWhenItIsOver(Fault row) {
    fault = row.spoils();
    assertFails(row.failure(), row.timeout());

    fault = UnaryOperator.identity();
    assertFound(way.url("/"));
  }

  /** Sixteen megabytes of what is not asked for: read past, and the answer in it is right. */
  @Test
  void aLargeAnswerIsReadAsWhatItSays() {
    fault = right -> answer(200, body(right).replaceFirst("\\{", "{" + " ".repeat(16 << 20)));
    assertFound(way.url("/"));
  }

  @Test
  void oneThatIsKilledIsAwayAndKnowsWhatItKnewWhenItIsBack() throws Exception {
    Prometheus real = Objects.requireNonNull(prometheus);
    HttpUrl url = Objects.requireNonNull(beyond);
    assertFound(url);

    real.kill();
    assertThat(decision(ask(url)).value()).isEqualTo("Unknown");
    assertThat(ask(url))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.failure()).isEqualTo(Failure.SourceUnreachable));

    real.startAgain();
    assertFound(url);
  }

  private void assertFails(Failure failure, Duration timeout) {
    PrometheusSource source = source(way.url("/"), timeout);
    Answer answer = source.ask(RULE, "shop", asked(), Past.NOW);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.failure()).as(missing.message()).isEqualTo(failure));
    assertThat(decision(answer).value()).isEqualTo("Unknown");
    assertThat(source.screen(RULE, "shop", asked(), Past.NOW, Duration.ZERO))
        .isInstanceOfSatisfying(
            Screening.Failed.class,
            failed -> assertThat(failed.why().failure()).isEqualTo(failure));
  }

  private static void assertFound(HttpUrl url) {
    Decision decision = decision(ask(url));
    assertThat(decision.value()).as(decision.message()).isEqualTo("Stuck");
  }

  private static Answer ask(HttpUrl url) {
    return source(url, PATIENCE).ask(RULE, "shop", asked(), Past.NOW);
  }

  private static PrometheusSource source(HttpUrl url, Duration timeout) {
    var spec =
        new MetricsSourceSpec(url.toString(), null, null, null, null, null, null, null, null, null);
    return new PrometheusSource(new QueryApi(new OkHttpClient(), spec, null, timeout), spec);
  }

  private static Decision decision(Answer answer) {
    return new Judge(RULE, List.of(hub()), answer, Map.of(), Past.NOW).decide(hub());
  }

  private static List<AskedPod> asked() {
    return List.of(new AskedPod("hub", "hub", hub().startedAt()));
  }

  private static PodFacts hub() {
    Instant started = Past.NOW.minus(Duration.ofHours(2));
    return new PodFacts(
        "hub",
        "hub-uid",
        "hub",
        "containerd://1",
        "rs",
        "node",
        "10.0.0.1",
        true,
        false,
        true,
        started,
        0,
        Set.of(),
        0,
        null);
  }

  /** What the real one answers. */
  private static MockResponse through(HttpUrl url, RecordedRequest request) {
    var asked =
        new Request.Builder()
            .url(Objects.requireNonNull(url.resolve(request.getTarget())))
            .post(
                RequestBody.create(
                    Objects.requireNonNull(request.getBody()).toByteArray(),
                    MediaType.get("application/x-www-form-urlencoded")))
            .build();
    try (Response response = new OkHttpClient().newCall(asked).execute()) {
      return answer(response.code(), response.body().string());
    } catch (IOException away) {
      return answer(502, String.valueOf(away.getMessage()));
    }
  }

  private static MockResponse half(MockResponse right) {
    String whole = body(right);
    return answer(200, whole.substring(0, whole.length() / 2));
  }

  private static String body(MockResponse response) {
    var bytes = new okio.Buffer();
    try {
      Objects.requireNonNull(response.getBody()).writeTo(bytes);
    } catch (IOException never) {
      throw new IllegalStateException(never);
    }
    return bytes.readUtf8();
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse(code, Headers.of(), body);
  }

  private static MockResponse effect(SocketEffect effect) {
    return new MockResponse.Builder().onResponseStart(effect).build();
  }
}
