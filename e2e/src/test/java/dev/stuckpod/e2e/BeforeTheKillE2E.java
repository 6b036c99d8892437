package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The kubelet kills what is stuck, since its liveness probe fails, before any rule has held: what
 * was found just before is in the DumpAnalysis.
 */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class BeforeTheKillE2E {

  @Test
  void aFrozenHubThatIsKilledHasItsEvidence(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "kill-hub")) {
      Killable.deploy(cluster, scenario, "hub", probe("/alive", 8080));
      Pod pod = scenario.pod("hub");
      String container = scenario.container("hub").getContainerID();
      scenario.load("hub.js", "hub", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("hub");

      Killable.assertIsOf(analysis, pod, container);
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
      assertThat(Scenario.participant(analysis, "holder").function()).endsWith("broadcastToStream");
      assertThat(Scenario.attempts(analysis))
          .allSatisfy(a -> assertThat(a.method()).isEqualTo(CaptureMethod.ProcMem));
      assertThat(scenario.raw(analysis, 0)).startsWith("# goroutines of pid ");
      assertIsKilled(scenario, "hub", container);
    }
  }

  @Test
  void aFrozenTillThatIsKilledHasItsEvidence(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "kill-till")) {
      Killable.deploy(cluster, scenario, "till", probe("/sale", 8080));
      Pod pod = scenario.pod("till");
      String container = scenario.container("till").getContainerID();
      scenario.load("till.js", "till", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("till");

      Killable.assertIsOf(analysis, pod, container);
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
      assertThat(analysis.getStatus().findings().getFirst().kind()).isEqualTo("ab-ba");
      assertThat(Scenario.attempts(analysis))
          .allSatisfy(a -> assertThat(a.method()).isEqualTo(CaptureMethod.Jcmd));
      assertIsKilled(scenario, "till", container);
    }
  }

  /** It ends in any case: nothing of this keeps it. */
  private static void assertIsKilled(Scenario scenario, String app, String container) {
    Awaitility.await("the kubelet has killed it")
        .atMost(Duration.ofMinutes(3))
        .until(() -> !scenario.container(app).getContainerID().equals(container));
    assertThat(scenario.analyses()).hasSize(1);
  }

  private static String probe(String path, int port) {
    return """
            livenessProbe:
              httpGet: {path: %s, port: %d}
              periodSeconds: 5
              timeoutSeconds: 2
              failureThreshold: 4
    """
        .formatted(path, port);
  }
}
