package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Courses.Told;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real Prometheus tells of a stretch of time, for each kind of rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoursesIT {

  private static final Stretch TWO_MINUTES = Stretch.of(Duration.ofMinutes(1), Past.NOW);
  private static final List<AskedPod> PODS =
      List.of(
          new AskedPod("hub", "app", Instant.EPOCH), new AskedPod("other", "app", Instant.EPOCH));

  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    var past = new Past();
    series(past, "clients", "shop", "hub", Map.of("room", "a"), before -> 3000);
    series(past, "clients", "shop", "hub", Map.of("room", "b"), before -> 2000);
    series(past, "sent_total", "shop", "hub", Map.of(), before -> 1000 - Math.max(60, before));
    series(past, "sent_total", "shop", "other", Map.of(), before -> 1000 - before);
    series(past, "sent_total", "shop", "third", Map.of(), before -> 1);
    series(past, "sent_total", "elsewhere", "hub", Map.of(), before -> 77);
    series(past, "sent_total", "shop", "hub", Map.of("container", "proxy"), before -> 77);
    series(past, "up", "shop", "hub", Map.of(), before -> before < 60 ? 0 : 1);
    series(past, "scrape_duration_seconds", "shop", "hub", Map.of(), before -> 10);
    prometheus = Prometheus.knowing(past);
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void ofARuleWithoutProgressEachMetricsSumByPodAtEachPoint() {
    var given = given(noProgress("clients", "sent_total", "never_seen"));

    assertThat(given.courses())
        .extracting(course -> course.metric() + " of " + course.pod())
        .containsExactly("clients of hub", "sent_total of hub", "sent_total of other");
    assertThat(given.courses()).allSatisfy(course -> assertThat(course.values()).hasSize(31));
    assertThat(given.courses().getFirst().values()).containsOnly(5000.0);
    List<Double> sent = given.courses().get(1).values();
    assertThat(sent).isSorted();
    assertThat(sent.getFirst()).isBetween(875.0, 885.0);
    assertThat(sent.subList(TWO_MINUTES.firstHeld() + 1, 31)).containsOnly(940.0);
    assertThat(given.courses().get(2).values().getLast()).isEqualTo(1000.0);
    assertThat(given.leftOut()).isZero();
  }

  @Test
  void ofOneThatHangsHowItsScrapesWent() {
    var given = given(new Rule.ScrapeHang("hang", 3));

    assertThat(given.courses())
        .extracting(Course::metric)
        .containsExactly("up", "scrape_duration_seconds");
    List<Double> up = given.courses().getFirst().values();
    assertThat(up.getFirst()).isEqualTo(1);
    assertThat(up.getLast()).isZero();
  }

  @Test
  void ofAQueryOfOnesOwnWhatItGaveAndNothingWhereItGaveNothing() {
    String query = "sent_total{namespace=\"shop\",container=\"app\"} > 900 # all of it";

    var given = given(new Rule.OwnQuery("own", query, "sent_total{namespace=\"shop\"}"));

    assertThat(given.courses()).extracting(Course::pod).containsExactly("hub", "other");
    assertThat(given.courses()).extracting(Course::metric).containsOnly(query);
    List<Double> values = given.courses().getFirst().values();
    assertThat(values.getFirst()).isNaN();
    assertThat(values.getLast()).isEqualTo(940);
  }

  @Test
  void aQueryThatReadsAnotherNamespaceIsNotAsked() {
    var rule = new Rule.OwnQuery("own", "sent_total", "sent_total{namespace=\"shop\"}");

    assertThat(courses().over(TWO_MINUTES, rule, "shop", PODS))
        .isInstanceOfSatisfying(
            Told.Missing.class,
            missing -> assertThat(missing.why().failure()).isEqualTo(Failure.QueryNotScoped));
  }

  /** More metrics than are asked for are counted. */
  @Test
  void ofVeryManyMetricsTheFirst() {
    var given =
        given(
            new Rule.Clauses(
                "many",
                Duration.ofMinutes(1),
                List.of(new Load(Metric.of("clients", null), 1)),
                List.of(),
                List.of("b", "c", "d", "e", "f", "g", "h", "i", "j").stream()
                    .map(name -> Metric.of(name, null))
                    .toList()));

    assertThat(given.courses()).extracting(Course::metric).containsExactly("clients");
    assertThat(given.leftOut()).isEqualTo(2);
  }

  private static Rule noProgress(String load, String counter, String gauge) {
    return new Rule.Clauses(
        "frozen",
        Duration.ofMinutes(1),
        List.of(new Load(Metric.of(load, null), 100)),
        List.of(new Counter.AtMost(Metric.of(counter, null), 1)),
        List.of(Metric.of(gauge, null)));
  }

  private Told.Given given(Rule rule) {
    Told told = courses().over(TWO_MINUTES, rule, "shop", PODS);
    assertThat(told).isInstanceOf(Told.Given.class);
    return (Told.Given) told;
  }

  private PrometheusCourses courses() {
    assertThat(prometheus).isNotNull();
    var spec =
        new MetricsSourceSpec(
            prometheus.url(), null, null, null, null, null, null, null, null, null);
    var api = new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(10));
    return new PrometheusCourses(api, spec);
  }

  private static void series(
      Past past,
      String metric,
      String namespace,
      String pod,
      Map<String, String> more,
      IntToDoubleFunction value) {
    var labels =
        new HashMap<>(Map.of("namespace", namespace, "pod", pod, "container", "app", "job", "j"));
    labels.putAll(more);
    past.series(metric, labels, 3600, 0, 5, value);
  }
}
