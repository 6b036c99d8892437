package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same freeze, noticed without asking any Prometheus. */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class WithoutPrometheusE2E {

  /** It exports no metric at all. */
  @Test
  void aFrozenHubIsNoticedByItsLocks(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "by-locks")) {
      scenario.deploy("hub", "HUB_METRICS=none");

      DumpAnalysis analysis =
          stuck(
              cluster,
              scenario,
              """
              stuckWhen: {any: [{name: locks, lockWait: {longerThan: 20s, atLeast: 5, every: 5s}}]}
              """);

      assertThat(analysis.getSpec().trigger().rule()).isEqualTo("locks");
      assertThat(analysis.getSpec().trigger().readings())
          .anyMatch(reading -> String.valueOf(reading.message()).contains("wait"));
    }
  }

  /** The operator fetches its page itself. */
  @Test
  void aFrozenHubIsNoticedByItsOwnPage(TestCluster cluster) throws Exception {
    cluster.apply(
        "default",
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: MetricsSource
        metadata: {name: e2e-scraped}
        spec: {scrape: {interval: 5s}}
        """);
    try (Scenario scenario = Scenario.restricted(cluster, "by-page")) {
      scenario.deploy("hub");

      DumpAnalysis analysis =
          stuck(
              cluster,
              scenario,
              """
              metrics: {source: e2e-scraped}
                stuckWhen:
                  any:
                  - name: frozen
                    noProgress:
                      while: [{metric: hub_clients_num, above: 100}]
                      counters: [{metric: hub_server_msg_total, atMost: 5}]
                      frozen: [{metric: hub_goroutines_num}]
                      window: 30s
              """);

      assertThat(analysis.getSpec().trigger().rule()).isEqualTo("frozen");
    }
  }

  private static DumpAnalysis stuck(TestCluster cluster, Scenario scenario, String signal)
      throws IOException {
    cluster.apply(
        scenario.namespace(),
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: StuckPolicy
        metadata: {name: hub}
        spec:
          selector: {matchLabels: {app: hub}}
          for: 5s
          %s
        """
            .formatted(signal));
    scenario.load("hub.js", "hub", 8080);
    DumpAnalysis analysis = scenario.awaitEnd();
    scenario.endLoad("hub");
    TestCluster.say(cluster.kubectl("-n", scenario.namespace(), "get", "dumpanalyses"));
    assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
    assertThat(scenario.container("hub").getRestartCount()).isZero();
    assertThat(scenario.signals("hub")).isZero();
    return analysis;
  }
}
