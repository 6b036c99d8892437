package dev.stuckpod.e2e;

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
}
