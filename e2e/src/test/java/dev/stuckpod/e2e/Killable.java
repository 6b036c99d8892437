package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Apps whose kubelet asks their sidecar before it ends them, and a policy that looks at nothing
 * else.
 */
final class Killable {

  private static final String ASKED = "stuckpod.dev/before-the-kill: \"true\"";

  /** No rule of it ever fires: what comes, comes of a look before the end. */
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

  private Killable() {}

  /** Deploys an app that is asked about, with a liveness probe if there is a text of one. */
  static void deploy(TestCluster cluster, Scenario scenario, String app, String probe)
      throws IOException {
    deploy(cluster, scenario, app, probe, true);
  }

  /**
   * Deploys an app and its policy.
   *
   * @param asked whether its sidecar is asked before its end
   */
  static void deploy(
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
    cluster.apply(scenario.namespace(), POLICY.replace("APP", app));
  }

  /** That an analysis is of a look before the end of a container. */
  static void assertIsOf(DumpAnalysis analysis, Pod pod, String container) {
    Condition captured = Scenario.condition(analysis, "Captured").orElseThrow();
    assertThat(captured.getStatus()).as(captured.getMessage()).isEqualTo("True");
    assertThat(analysis.getSpec().podUID()).isEqualTo(pod.getMetadata().getUid());
    assertThat(analysis.getSpec().containerID()).isEqualTo(container);
    assertThat(analysis.getSpec().trigger().rule()).isEqualTo("before-the-kill");
    assertThat(analysis.getSpec().trigger().readings().getFirst().message()).contains("locks");
  }
}
