package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** What a healthy server's clients feel of dumps. Figures are printed; machines differ. */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class HealthyUnderDumpsE2E {

  private static final int DUMPS = 10;

  @Test
  void tenDumpsOfAServerUnderLoad(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "healthy")) {
      scenario.deploy("hub").load("latency.js", "hub", 8080);
      cluster.kubectl(
          "-n",
          scenario.namespace(),
          "wait",
          "--for=condition=Ready",
          "pod/load-hub",
          "--timeout=60s");
      Awaitility.await("the first half of the load")
          .atMost(Duration.ofMinutes(3))
          .until(() -> log(cluster, scenario).contains("half time"));

      DumpAnalysis analysis = scenario.ask("hub", "samples: %d, interval: 2s".formatted(DUMPS));
      assertThat(analysis.getStatus().dumps()).hasSize(DUMPS);

      Awaitility.await("the end of the load")
          .atMost(Duration.ofMinutes(3))
          .until(() -> log(cluster, scenario).contains("http_req_duration"));
      List<String> figures =
          log(cluster, scenario)
              .lines()
              .filter(line -> line.contains("{ scenario:with"))
              .map(String::strip)
              .toList();
      figures.forEach(TestCluster::say);
      assertThat(figures).as(log(cluster, scenario)).hasSize(2);
      assertThat(scenario.container("hub").getRestartCount()).isZero();
    }
  }

  private static String log(TestCluster cluster, Scenario scenario) {
    return cluster.kubectl("-n", scenario.namespace(), "logs", "load-hub");
  }
}
