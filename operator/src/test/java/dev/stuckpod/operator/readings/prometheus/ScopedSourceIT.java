package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.NamespaceScope;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.OwnQueries;
import dev.stuckpod.operator.prometheus.LabelProxy;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real prom-label-proxy before a real Prometheus answers for one namespace, which it is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopedSourceIT {

  private static final List<AskedPod> POD = List.of(new AskedPod("hub", "hub", Instant.EPOCH));
  private static final String HEADER = "X-Namespace";

  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws Exception {
    prometheus =
        Prometheus.knowing(
            new Past()
                .series("queue", labels("shop", "hub"), 600, 0, 10, _ -> 7)
                .series("queue", labels("vault", "hub"), 600, 0, 10, _ -> 4711));
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  private static Map<String, String> labels(String namespace, String pod) {
    return Map.of("namespace", namespace, "pod", pod, "job", "pods", "instance", namespace);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isToldWhoseItIsAndShowsNobodyElses(boolean byHeader) throws Exception {
    var scope = byHeader ? new NamespaceScope(null, HEADER) : new NamespaceScope("namespace", null);
    try (LabelProxy proxy = proxy(byHeader ? List.of("-header-name=" + HEADER) : List.of())) {
      Source source = source(proxy, scope, null);

      assertThat(sum(source, "shop")).isEqualTo(7);
      assertThat(sum(source, "vault")).isEqualTo(4711);
      assertThat(sum(source, "empty")).isZero();
    }
  }

  @Test
  void isAskedForNothingByWhoeverDoesNotSayWhoseItIs() throws Exception {
    try (LabelProxy proxy = proxy(List.of())) {
      assertThat(ask(source(proxy, null, OwnQueries.Any), "shop"))
          .isInstanceOfSatisfying(
              Answer.Missing.class,
              missing -> assertThat(missing.message()).contains("namespace", "must be provided"));
    }
  }

  @Test
  void theAdministratorCanAskForBoth() throws Exception {
    try (LabelProxy proxy = proxy(List.of())) {
      var scope = new NamespaceScope("namespace", null);

      assertThat(ask(source(proxy, scope, OwnQueries.OwnNamespace), "shop"))
          .isInstanceOfSatisfying(
              Answer.Missing.class,
              missing -> assertThat(missing.failure()).isEqualTo(Failure.QueryNotScoped));
    }
  }

  private LabelProxy proxy(List<String> flags) throws IOException, InterruptedException {
    assertThat(prometheus).isNotNull();
    return new LabelProxy(prometheus.url(), flags);
  }

  private static Source source(
      LabelProxy proxy, @Nullable NamespaceScope scope, @Nullable OwnQueries allowed) {
    var spec =
        new MetricsSourceSpec(proxy.url(), null, null, null, null, null, allowed, scope, null);
    return new PrometheusSource(
        new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(10)), spec);
  }

  /** Sums what all see who may: as hub's, whosever it is. */
  private static Answer ask(Source source, String namespace) {
    String all =
        "label_replace(sum by (pod) (queue), 'namespace', '%s', '', '')".formatted(namespace);
    return source.ask(new Rule.OwnQuery("own", all, "queue"), namespace, POD, Past.NOW);
  }

  private static double sum(Source source, String namespace) {
    return ask(source, namespace) instanceof Answer.Given given
        ? given
            .of("hub")
            .map(readings -> ((PodReadings.Matches) readings).facts().sum(Fact.Query))
            .orElse(0.0)
        : Double.NaN;
  }
}
