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
import java.io.IOException;
import java.util.List;
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

  private static final String HEADER = "X-Namespace";

  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws Exception {
    prometheus =
        Prometheus.knowing(
            new Past()
                .series("queue", AskedByItsUser.labels("shop", "hub"), 600, 0, 10, _ -> 7)
                .series("queue", AskedByItsUser.labels("vault", "hub"), 600, 0, 10, _ -> 4711));
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isToldWhoseItIsAndShowsNobodyElses(boolean byHeader) throws Exception {
    var scope = byHeader ? new NamespaceScope(null, HEADER) : new NamespaceScope("namespace", null);
    try (LabelProxy proxy = proxy(byHeader ? List.of("-header-name=" + HEADER) : List.of())) {
      AskedByItsUser source = source(proxy, scope, null);

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

  private static AskedByItsUser source(
      LabelProxy proxy, @Nullable NamespaceScope scope, @Nullable OwnQueries allowed) {
    return AskedByItsUser.of(
        new MetricsSourceSpec(
            proxy.url(), null, null, null, null, null, null, allowed, scope, null));
  }

  /** Sums what all see who may: as hub's, whosever it is. */
  private static Answer ask(AskedByItsUser source, String namespace) {
    String all =
        "label_replace(sum by (pod) (queue), 'namespace', '%s', '', '')".formatted(namespace);
    return source.ask(all, "queue", namespace);
  }

  private static double sum(AskedByItsUser source, String namespace) {
    return ask(source, namespace) instanceof Answer.Given given
        ? AskedByItsUser.value(given).orElse(0.0)
        : Double.NaN;
  }
}
