package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not be touched is not touched, and it is said why. Each test has a namespace of its
 * own.
 */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class LeftAloneE2E {

  @ParameterizedTest
  @ValueSource(strings = {"dies-on-sigquit", "quits-on-sigquit"})
  void whatIsNeitherGoNorJavaIsRefusedAndLives(String app, TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, app)) {
      scenario.deploy(app).policy("frozen", app, "capture: {allowRestart: true}");

      DumpAnalysis analysis = scenario.awaitEnd();

      assertThat(Scenario.condition(analysis, "Captured").orElseThrow())
          .returns("False", c -> c.getStatus())
          .returns("NotIdentified", c -> c.getReason());
      assertThat(scenario.signals(app)).isZero();
      assertThat(scenario.container(app).getRestartCount()).isZero();
      assertThat(scenario.container(app).getState().getRunning()).isNotNull();
    }
  }

  @Test
  void whatIsNotDumpableIsRefusedAndThePolicySaysSoAheadOfTime(TestCluster cluster) {
    String app = "hub-not-dumpable";
    try (Scenario scenario = Scenario.restricted(cluster, app)) {
      scenario.deploy(app).policy("frozen", app, "capture: {allowRestart: true}");

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                var status = scenario.policy(app).getStatus();
                assertThat(status).isNotNull();
                assertThat(status.notCapturable())
                    .singleElement()
                    .returns("NotDumpable", row -> row.reason());
              });
      DumpAnalysis analysis = scenario.ask(app, "allowRestart: true");

      TestCluster.say(Scenario.condition(analysis, "Captured").orElseThrow().getMessage());
      assertThat(Scenario.condition(analysis, "Captured").orElseThrow())
          .returns("False", c -> c.getStatus())
          .returns("NotDumpable", c -> c.getReason());
      assertThat(scenario.signals(app)).isZero();
      assertThat(scenario.container(app).getRestartCount()).isZero();
    }
  }

  @Test
  void shadowModeDecidesAndTouchesNothing(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "shadow")) {
      scenario.deploy("dies-on-sigquit").policy("frozen", "dies-on-sigquit", "mode: Shadow");

      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () ->
                  assertThat(cluster.kubectl("-n", scenario.namespace(), "get", "events"))
                      .contains("WouldCapture"));
      assertThat(scenario.analyses()).isEmpty();
      assertThat(scenario.policy("dies-on-sigquit").getStatus().pods().stuck()).isEqualTo(1);
    }
  }

  @Test
  void aHealthyServerUnderLoadIsNeverReported(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "busy")) {
      scenario.deploy("busy").policy("frozen", "busy", "capture: {allowRestart: true}");

      Awaitility.await("five windows of 30 s")
          .pollDelay(Duration.ofSeconds(160))
          .atMost(Duration.ofSeconds(200))
          .untilAsserted(() -> assertThat(scenario.analyses()).isEmpty());

      assertThat(scenario.policy("busy").getStatus().pods())
          .returns(1, p -> p.selected())
          .returns(0, p -> p.stuck())
          .returns(0, p -> p.unknown());
      assertThat(scenario.container("busy").getRestartCount()).isZero();
    }
  }

  @Test
  void aRootAppHasNoSidecarAndThePolicySaysWhatToDo(TestCluster cluster) {
    try (Scenario scenario = Scenario.in(cluster, "root", "privileged")) {
      scenario.deploy("hub-root").policy("frozen", "hub-root", "capture: {allowRestart: true}");

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                var status = scenario.policy("hub-root").getStatus();
                assertThat(status).isNotNull();
                assertThat(status.notCapturable())
                    .singleElement()
                    .returns("RootApp", row -> row.reason());
              });
    }
  }

  @Test
  void anAppWhoseImageSetsTheUserIsSaidToNeedAnAnnotation(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "other-user")) {
      scenario
          .deploy("hub-other-user")
          .policy("frozen", "hub-other-user", "capture: {allowRestart: true}");

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                var status = scenario.policy("hub-other-user").getStatus();
                assertThat(status).isNotNull();
                assertThat(status.notCapturable())
                    .singleElement()
                    .satisfies(row -> assertThat(row.reason()).startsWith("Uid"))
                    .satisfies(row -> assertThat(row.message()).contains("stuckpod.dev/run-as"));
              });
    }
  }
}
