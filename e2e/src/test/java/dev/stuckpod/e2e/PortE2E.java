package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app needs the sidecar's port and does not declare it: it gets it, and is captured. */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class PortE2E {

  private static final int WISHED = 7443;

  @ParameterizedTest
  @CsvSource({"0s, 0", "10s, 2"})
  void theAppGetsItsPortAndTheSidecarAnotherOne(
      String after, int mostRestarts, TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "port-" + mostRestarts)) {
      scenario.deploy("busy");
      scenario.environment("busy", "ALSO_AFTER=" + after);
      scenario.environment("busy", "ALSO_AT=:" + WISHED);

      Awaitility.await("the app has its port, and the sidecar another one")
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                assertThat(announced(cluster, scenario))
                    .isNotEmpty()
                    .last()
                    .asString()
                    .doesNotEndWith("port=" + WISHED);
                assertThat(scenario.pod("busy").getStatus().getConditions())
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
              });
      DumpAnalysis analysis = scenario.ask("busy", "");

      assertThat(Scenario.condition(analysis, "Analyzed").orElseThrow().getReason())
          .isEqualTo("Explained");
      assertThat(scenario.container("busy").getRestartCount()).isBetween(0, mostRestarts);
      assertThat(scenario.pod("busy").getStatus().getInitContainerStatuses())
          .singleElement()
          .returns(0, ContainerStatus::getRestartCount);
    }
  }

  private static List<String> announced(TestCluster cluster, Scenario scenario) {
    return cluster
        .kubectl(
            "-n",
            scenario.namespace(),
            "logs",
            scenario.pod("busy").getMetadata().getName(),
            "-c",
            "stuckpod")
        .lines()
        .filter(line -> line.startsWith("stuckpod-cert "))
        .toList();
  }
}
