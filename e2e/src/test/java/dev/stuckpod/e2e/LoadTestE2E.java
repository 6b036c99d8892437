package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A load test that ends with an explanation, with no policy written. */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class LoadTestE2E {

  private static final Duration WITHIN = Duration.ofMinutes(3);

  /**
   * One server without any metrics and one in Java get stuck, a busy one does not; in the middle
   * the operator is killed.
   */
  @Test
  void whoGetsStuckUnderLoadIsNamedAndWhoDoesNotIsNot(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "load-test")) {
      scenario.deploy("hub", "HUB_METRICS=none").deploy("till").deploy("busy");
      for (String app : new String[] {"hub", "till", "busy"}) {
        open(cluster, scenario, app);
      }
      scenario.load("hub.js", "hub", 8080).load("till.js", "till", 8080);
      Awaitility.await("the windows are open")
          .atMost(WITHIN)
          .until(() -> status(scenario, "busy").startedAt() != null);
      cluster.killOperator();

      WindowIncident hub = awaitIncident(scenario, "hub");
      WindowIncident till = awaitIncident(scenario, "till");

      scenario.endLoad("hub");
      scenario.endLoad("till");
      for (String app : new String[] {"hub", "till", "busy"}) {
        close(cluster, scenario, app);
      }
      TestCluster.say(cluster.kubectl("-n", scenario.namespace(), "get", "loadtestwindows"));
      assertThat(hub.verdict()).isEqualTo("Deadlock");
      assertThat(hub.noticedBy()).isEqualTo("locks");
      assertThat(hub.cause()).contains("held by broadcastToStream", "writer pending at hub.go:");
      assertThat(till.verdict()).isEqualTo("Deadlock");
      assertThat(till.cause()).contains("Journal.java:");
      assertThat(awaitEnd(scenario, "hub").result()).isEqualTo(Result.Stuck);
      assertThat(awaitEnd(scenario, "till").result()).isEqualTo(Result.Stuck);
      LoadTestWindowStatus busy = awaitEnd(scenario, "busy");
      assertThat(busy.result()).as(busy.toString()).isEqualTo(Result.Succeeded);
      assertThat(scenario.container("hub").getRestartCount()).isZero();
      assertThat(scenario.container("till").getRestartCount()).isZero();
      assertThat(scenario.signals("hub")).isZero();
    }
  }

  private static void open(TestCluster cluster, Scenario scenario, String app) {
    cluster.apply(
        scenario.namespace(),
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: LoadTestWindow
        metadata: {name: %s}
        spec:
          selector: {matchLabels: {app: %s}}
          settle: 15s
          deadline: 10m
        """
            .formatted(app, app));
  }

  private static void close(TestCluster cluster, Scenario scenario, String app) {
    cluster.kubectl(
        "-n",
        scenario.namespace(),
        "patch",
        "loadtestwindow",
        app,
        "--type=merge",
        "--patch={\"spec\":{\"ended\":true}}");
  }

  private static WindowIncident awaitIncident(Scenario scenario, String window) {
    Awaitility.await("who is stuck in " + window)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !status(scenario, window).incidents().isEmpty());
    WindowIncident incident = status(scenario, window).incidents().getFirst();
    TestCluster.say(
        "%s: since %s, noticed at %s, proven by %s"
            .formatted(window, incident.since(), incident.noticedAt(), Instant.now()));
    return incident;
  }

  private static LoadTestWindowStatus awaitEnd(Scenario scenario, String window) {
    Awaitility.await("the end of " + window)
        .atMost(WITHIN)
        .until(() -> status(scenario, window).endedAt() != null);
    return status(scenario, window);
  }

  private static LoadTestWindowStatus status(Scenario scenario, String window) {
    LoadTestWindowStatus status =
        scenario
            .client()
            .resources(LoadTestWindow.class)
            .inNamespace(scenario.namespace())
            .withName(window)
            .require()
            .getStatus();
    return status == null || status.incidents() == null
        ? LoadTestWindowStatusBuilder.builder().incidents(List.of()).build()
        : status;
  }
}
