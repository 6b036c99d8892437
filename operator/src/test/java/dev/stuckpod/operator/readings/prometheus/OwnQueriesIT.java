package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.OwnQueries;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever may write policies in namespace shop tries to read a metric of namespace vault, on a real
 * Prometheus. That each query would do so is seen where the administrator has opened the source.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnQueriesIT {

  private static final double SECRET = 4711;
  private static final String PRESENCE = "queue{namespace=\"shop\"}";

  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws Exception {
    prometheus =
        Prometheus.knowing(
            new Past()
                .series("queue", AskedByItsUser.labels("shop", "hub"), 600, 0, 10, _ -> 7)
                .series(
                    "balance", AskedByItsUser.labels("vault", "till"), 600, 0, 10, _ -> SECRET));
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label_replace(label_replace(balance, 'pod', 'hub', '', ''), 'namespace', 'shop', '', '')",
        "queue{namespace='shop'} * 0 + on () group_left () max(balance)",
        "queue{namespace='shop'} * 0 + scalar(balance)",
        "queue{namespace='shop'} * 0 + scalar({__name__=~'bal.*'})",
        "queue{namespace='shop'} * 0 + scalar(balance{namespace=~'shop|vault'})",
        "queue{namespace='shop'} * 0 + scalar(balance{pod='till', app!='namespace=\"shop\"'})",
        "queue{namespace='shop'} * 0 + scalar(balance # {namespace='shop'}\n)",
        "queue{namespace='shop'} * 0 + scalar(balance # \r{pod='till'} # {namespace='shop'}\n)",
        "queue{namespace='shop', a!=`\\`} * 0 + scalar(balance{b!=`',namespace='shop'`})",
        "queue{namespace='shop'} * 0 + scalar(sum_over_time(balance[10s:5s])) / 2",
        "queue{namespace='shop'} * 0 + scalar(max by (namespace) (balance))",
      })
  void othersMetricsAreReadWhereTheAdministratorAllowsItAndNowhereElse(String query) {
    assertThat(value(ask(query, OwnQueries.Any))).isEqualTo(SECRET);

    assertThat(ask(query, null))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> {
              assertThat(missing.failure()).isEqualTo(Failure.QueryNotScoped);
              assertThat(missing.message()).startsWith("Rule own: ").contains("ownQueries: Any");
              assertThat(missing.message()).doesNotContain("4711");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue{namespace='shop'} > 3",
        "sum by (namespace, pod) (queue{namespace=\"shop\"}) # all of them",
        "{__name__=`queue`, namespace=`shop`} unless queue{namespace='shop'} offset 1h",
        "max_over_time((queue{namespace='shop'} > 1)[5m:10s])",
      })
  void onesOwnMetricsAreReadAsEver(String query) {
    assertThat(value(ask(query, null))).isEqualTo(7);
    assertThat(value(ask(query, OwnQueries.OwnNamespace))).isEqualTo(7);
  }

  @Test
  void thatARuleIsRefusedIsSaidBeforeThereIsAPod() {
    Answer answer =
        asked(null)
            .source()
            .ask(new Rule.OwnQuery("own", "up", PRESENCE), "shop", List.of(), Past.NOW);

    assertThat(answer).isInstanceOf(Answer.Missing.class);
  }

  private Answer ask(String query, @Nullable OwnQueries allowed) {
    return asked(allowed).ask(query, PRESENCE, "shop");
  }

  private AskedByItsUser asked(@Nullable OwnQueries allowed) {
    assertThat(prometheus).isNotNull();
    return AskedByItsUser.of(
        new MetricsSourceSpec(
            prometheus.url(), null, null, null, null, null, null, allowed, null, null));
  }

  private static double value(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return AskedByItsUser.value((Answer.Given) answer).orElseThrow(AssertionError::new);
  }
}
