package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The kubelet kills what is stuck, since its liveness probe fails, before any rule has held: what
 * was found just before is in the DumpAnalysis. A healthy rollout is left as it is.
 */
@ExtendWith(TestCluster.Extension.class)
class BeforeTheKillE2E {

  private static final String ASKED = "stuckpod.dev/before-the-kill: \"true\"";
  private static final int PODS = 10;

  /** No rule of the policy ever fires: what comes, comes of a look before the end. */
  private static final String POLICY =
      """
      apiVersion: stuckpod.dev/v1alpha1
      kind: StuckPolicy
      metadata: {name: APP}
      spec:
        selector: {matchLabels: {app: APP}}
        limits: {perPod: {count: 1, per: 1h}, perPolicy: {count: 20, per: 1h}}
        stuckWhen: {any: [{name: never, scrapeHang: {consecutive: 10}}]}
      """;

  @Test
  void aFrozenHubThatIsKilledHasItsEvidence(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "kill-hub")) {
      deploy(cluster, scenario, "hub", probe("/alive", 8080));
      Pod pod = scenario.pod("hub");
      String container = scenario.container("hub").getContainerID();
      cluster.apply(scenario.namespace(), POLICY.replace("APP", "hub"));
      scenario.load("hub.js", "hub", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("hub");

      assertIsOf(analysis, pod, container);
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
      deploy(cluster, scenario, "till", probe("/sale", 8080));
      Pod pod = scenario.pod("till");
      String container = scenario.container("till").getContainerID();
      cluster.apply(scenario.namespace(), POLICY.replace("APP", "till"));
      scenario.load("till.js", "till", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("till");

      assertIsOf(analysis, pod, container);
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
      assertThat(analysis.getStatus().findings().getFirst().kind()).isEqualTo("ab-ba");
      assertThat(Scenario.attempts(analysis))
          .allSatisfy(a -> assertThat(a.method()).isEqualTo(CaptureMethod.Jcmd));
      assertIsKilled(scenario, "till", container);
    }
  }

  /** No probe fails: somebody deletes the pod, whose app ends at once when it is told to. */
  @Test
  void aFrozenHubThatIsDeletedHasItsEvidence(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "kill-deleted")) {
      deploy(cluster, scenario, "hub", "");
      Pod pod = scenario.pod("hub");
      String container = scenario.container("hub").getContainerID();
      cluster.apply(scenario.namespace(), POLICY.replace("APP", "hub"));
      scenario.load("hub.js", "hub", 8080);
      Awaitility.await("the hub is frozen")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> isFrozen(cluster, scenario));

      cluster.kubectl(
          "-n", scenario.namespace(), "delete", "pod", pod.getMetadata().getName(), "--wait=false");
      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("hub");

      assertIsOf(analysis, pod, container);
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
    }
  }

  @Test
  void aHealthyRolloutTakesNoDumpAndHardlyLonger(TestCluster cluster) throws Exception {
    for (String app : List.of("hub", "till")) {
      try (Scenario with = Scenario.restricted(cluster, "rollout-with-" + app);
          Scenario without = Scenario.restricted(cluster, "rollout-without-" + app)) {
        for (Scenario scenario : List.of(with, without)) {
          deploy(cluster, scenario, app, "", scenario == with);
          cluster.apply(scenario.namespace(), POLICY.replace("APP", app));
          cluster.kubectl(
              "-n", scenario.namespace(), "scale", "deploy/" + app, "--replicas=" + PODS);
          scenario.awaitSidecars(app);
        }

        // side by side, one pod of each after the other: the node is as busy for both
        List<Duration> longer = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
          Duration plain = end(cluster, without, without.pods(app).get(i));
          Duration asked = end(cluster, with, with.pods(app).get(i));
          longer.add(asked.minus(plain));
        }

        TestCluster.say("longer, of each pod of %s: %s".formatted(app, longer));
        longer.sort(Comparator.naturalOrder());
        assertThat(longer.get(PODS / 2))
            .as("of the middle one: %s", longer)
            .isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(with.analyses()).isEmpty();
        assertThat(cluster.kubectl("-n", with.namespace(), "get", "rawdumps", "-o", "name"))
            .isBlank();
      }
    }
  }

  /** How long it takes from the word to the end, as the API server tells it. */
  private static Duration end(TestCluster cluster, Scenario scenario, Pod pod) {
    String name = "pod/" + pod.getMetadata().getName();
    long began = System.nanoTime();
    cluster.kubectl("-n", scenario.namespace(), "delete", name, "--wait");
    return Duration.ofNanos(System.nanoTime() - began);
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

  private static void assertIsOf(DumpAnalysis analysis, Pod pod, String container) {
    assertThat(Scenario.condition(analysis, "Captured").orElseThrow().getStatus())
        .isEqualTo("True");
    assertThat(analysis.getSpec().podUID()).isEqualTo(pod.getMetadata().getUid());
    assertThat(analysis.getSpec().containerID()).isEqualTo(container);
    assertThat(analysis.getSpec().trigger().rule()).isEqualTo("before-the-kill");
    assertThat(analysis.getSpec().trigger().readings().getFirst().message()).contains("locks");
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

  private static void deploy(TestCluster cluster, Scenario scenario, String app, String probe)
      throws IOException {
    deploy(cluster, scenario, app, probe, true);
  }

  private static void deploy(
      TestCluster cluster, Scenario scenario, String app, String probe, boolean asked)
      throws IOException {
    String manifest =
        Files.readString(Project.root().resolve("e2e/apps/manifests/" + app + ".yaml"))
            .replace("terminationGracePeriodSeconds: 1", "terminationGracePeriodSeconds: 30")
            .replace(
                "      annotations:\n",
                "      annotations:\n" + (asked ? "        " + ASKED + "\n" : ""))
            .replace("        readinessProbe:\n", probe + "        readinessProbe:\n");
    cluster.apply(scenario.namespace(), manifest);
    cluster.kubectl(
        "-n", scenario.namespace(), "rollout", "status", "deploy/" + app, "--timeout=120s");
    scenario.awaitSidecars(app);
  }
}
