package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Somebody deletes a pod that is stuck, whose app ends at once when it is told to: its sidecar has
 * three seconds, and what it can do in these depends on the CPU that others leave it
 * (docs/before-the-kill.md). So nothing else goes on.
 */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class BeforeTheDeletionE2E {

  @Test
  void aFrozenHubThatIsDeletedHasItsEvidence(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "kill-deleted")) {
      Killable.deploy(cluster, scenario, "hub", "");
      Pod pod = scenario.pod("hub");
      String container = scenario.container("hub").getContainerID();
      scenario.load("hub.js", "hub", 8080);
      Awaitility.await("the hub is frozen")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> isFrozen(cluster, scenario));
      scenario.endLoad("hub");

      cluster.kubectl(
          "-n", scenario.namespace(), "delete", "pod", pod.getMetadata().getName(), "--wait=false");
      DumpAnalysis analysis = scenario.awaitEnd();

      Killable.assertIsOf(analysis, pod, container);
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
    }
  }

  /** What asks the hub for its sizes waits for the lock that all wait for. */
  private static boolean isFrozen(TestCluster cluster, Scenario scenario) {
    String alive =
        "/api/v1/namespaces/%s/pods/%s:8080/proxy/alive"
            .formatted(scenario.namespace(), scenario.pod("hub").getMetadata().getName());
    try {
      cluster.kubectl("get", "--raw", alive, "--request-timeout=3s");
      return false;
    } catch (RuntimeException | AssertionError silent) {
      return true;
    }
  }
}
