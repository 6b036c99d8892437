package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Parts fail in the middle: there is still one incident, it is completed, and at most one signal
 * was sent.
 */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class TroubleE2E {

  private static final List<String> NAMES =
      List.of("killed-before", "killed-after", "killed-reading", "leader-change");

  private static final Map<String, Scenario> FREEZING = new HashMap<>();

  /** All freeze at the same time; a test's policy finds its own when the test begins. */
  @BeforeAll
  static void freezeHubs(TestCluster cluster) throws IOException {
    for (String name : NAMES) {
      Scenario scenario = Scenario.restricted(cluster, name);
      FREEZING.put(name, scenario);
      scenario.deploy("hub").load("hub.js", "hub", 8080);
    }
  }

  @AfterAll
  static void removeHubs() {
    FREEZING.values().forEach(Scenario::close);
  }

  @Test
  void anOperatorKilledBeforeTheSignalGoesOn(TestCluster cluster) throws Exception {
    killOperatorWhen(cluster, "killed-before", _ -> true);
  }

  @Test
  void anOperatorKilledRightAfterTheIntentNeverSignalsTwice(TestCluster cluster) throws Exception {
    killOperatorWhen(
        cluster, "killed-after", a -> a.getStatus() != null && !Scenario.attempts(a).isEmpty());
  }

  @Test
  void anOperatorKilledWhileTheDumpIsWrittenReadsItFromThePreviousLog(TestCluster cluster)
      throws Exception {
    killOperatorWhen(cluster, "killed-reading", (scenario, _) -> scenario.signals("hub") == 1);
  }

  @Test
  void anotherReplicaCompletesWhatTheLeaderBegan(TestCluster cluster) throws Exception {
    scale(cluster, 2);
    try {
      killOperatorWhen(
          cluster, "leader-change", a -> a.getStatus() != null && !Scenario.attempts(a).isEmpty());
    } finally {
      scale(cluster, 1);
    }
  }

  @Test
  void anOperatorKilledBetweenTwoSamplesTakesTheSecond(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "killed-between")) {
      scenario.deploy("hub");
      cluster.run(
          "./stuckpod",
          "capture",
          scenario.pod("hub").getMetadata().getName(),
          "-n",
          scenario.namespace(),
          "--no-wait");
      Awaitility.await("the first dump")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> dumps(scenario) == 1);
      cluster.killOperator();

      DumpAnalysis analysis = scenario.awaitEnd();

      assertThat(analysis.getStatus().dumps()).hasSize(2);
      assertThat(Scenario.condition(analysis, "Analyzed").orElseThrow().getReason())
          .isEqualTo("Explained");
      assertThat(scenario.container("hub").getRestartCount()).isZero();
    }
  }

  private static int dumps(Scenario scenario) {
    var status = scenario.analyses().getFirst().getStatus();
    return status == null || status.dumps() == null ? 0 : status.dumps().size();
  }

  @Test
  void withoutPrometheusNothingFiresAndItIsSaid(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "no-prometheus")) {
      scenario.deploy("busy").policy("frozen", "busy", "capture: {allowRestart: true}");
      awaitMetrics(scenario, "True");

      cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=0");
      awaitMetrics(scenario, "False");
      cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=1");
      cluster.kubectl(
          "-n", "monitoring", "rollout", "status", "deploy/prometheus", "--timeout=120s");
      awaitMetrics(scenario, "True");

      Awaitility.await("a whole window after it is back")
          .pollDelay(Duration.ofSeconds(40))
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(scenario.analyses()).isEmpty());
    }
  }

  private static void killOperatorWhen(
      TestCluster cluster, String name, Predicate<DumpAnalysis> point) throws Exception {
    killOperatorWhen(cluster, name, (_, analysis) -> point.test(analysis));
  }

  private static void killOperatorWhen(
      TestCluster cluster, String name, BiPredicate<Scenario, DumpAnalysis> point)
      throws Exception {
    Scenario scenario = FREEZING.get(name);
    scenario.policy("frozen", "hub", "capture: {methods: [SigQuit], allowRestart: true}");
    scenario.awaitIncident();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> point.test(scenario, scenario.analyses().getFirst()));
    cluster.killOperator();

    DumpAnalysis analysis = scenario.awaitEnd();
    scenario.endLoad("hub");

    var captured = Scenario.condition(analysis, "Captured").orElseThrow();
    assertThat(captured.getStatus())
        .as("%s: %s; %s", captured.getReason(), captured.getMessage(), Scenario.attempts(analysis))
        .isEqualTo("True");
    assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
    assertThat(scenario.signals("hub")).isEqualTo(1);
    assertThat(scenario.container("hub").getRestartCount()).isEqualTo(1);
  }

  private static void scale(TestCluster cluster, int replicas) {
    String deployment = "deploy/stuckpod";
    cluster.kubectl(
        "-n", TestCluster.OPERATOR_NAMESPACE, "scale", deployment, "--replicas=" + replicas);
    cluster.kubectl(
        "-n", TestCluster.OPERATOR_NAMESPACE, "rollout", "status", deployment, "--timeout=120s");
  }

  private static void awaitMetrics(Scenario scenario, String status) {
    Awaitility.await("MetricsAvailable=" + status)
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () -> {
              var said = scenario.policy("busy").getStatus();
              assertThat(said).as("the first status, which an operator writes").isNotNull();
              assertThat(said.conditions())
                  .anySatisfy(
                      c -> {
                        assertThat(c.getType()).isEqualTo("MetricsAvailable");
                        assertThat(c.getStatus()).isEqualTo(status);
                      });
            });
  }
}
