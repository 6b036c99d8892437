package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.door.classes.ClassList;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of classes that the image's archive is made of, see {@link ClassList}: of an operator as
 * the chart installs it, which gives a pod its sidecar, judges it, finds no sidecar there to ask,
 * and explains a dump of each runtime.
 */
class ClassesIT {

  /** Of a hundred classes that are loaded. */
  private static final int LEAST = 95;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void hasWhatTheOperatorLoads() throws Exception {
    var list = new ClassList("operator", folder.resolve("list"));
    train(list);

    Set<String> loaded = list.read();
    List<String> missing = list.missing(loaded);

    assertThat(loaded)
        .contains(
            "dev/stuckpod/operator/StuckpodOperator",
            "dev/stuckpod/analysis/rule/locks/LockCycle",
            "java/lang/Object");
    assertThat(missing)
        .as("of %d; docs/development.md says how the list is written", loaded.size())
        .hasSizeLessThan((100 - LEAST) * loaded.size() / 100);
  }

  private void train(ClassList list) throws Exception {
    try (var target = new ScriptedTarget("hub");
        var prometheus = Prometheus.scraping(List.of(target.scrapeConfig("shop")));
        var server = new ApiServer();
        KubernetesClient client = server.client();
        var operator =
            new InstalledOperator(server, client, folder, "prometheus.url=" + prometheus.url())) {
      Namespaces.create(client, "shop", Namespaces.INJECTED);
      operator.start(list.arguments());

      Pod pod = await().atMost(PATIENCE).until(() -> create(client), ClassesIT::injected);
      HubPods.says(client, pod, HubPods.running("hub"));
      client.resource(policy()).create();
      await().atMost(PATIENCE).until(() -> isJudged(client));
      client.resource(asked()).create();
      var captured = new CapturedDumps(client, "shop", folder);
      captured.create("go", dump("corpus/dumps/go-ab-ba.go1.26.memory.txt"));
      captured.create(
          "jvm", dump("analysis/src/test/resources/text/till-deadlock-jdk25.threadprint.txt"));
      for (String name : List.of("asked", "go", "jvm")) {
        await().atMost(PATIENCE).until(() -> hasEnded(client, name));
      }
      operator.stop();
      assertThat(operator.log()).doesNotContainIgnoringCase("forbidden");
    }
  }

  /** Creates the pod anew: nobody answered the webhook before. */
  private static Pod create(KubernetesClient client) {
    client.pods().inNamespace("shop").withName("hub").withGracePeriod(0).delete();
    return client.resource(HubPods.of("shop", "hub")).create();
  }

  private static boolean injected(Pod pod) {
    return SidecarContainer.of(pod).isPresent();
  }

  private static StuckPolicy policy() {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: StuckPolicy
        metadata: {name: hub, namespace: shop}
        spec:
          selector: {matchLabels: {app: hub}}
          stuckWhen: {any: [{name: frozen, noProgress: {window: 8s, while: [{metric: hub_clients, above: 100}],
            counters: [{metric: hub_sent_total}], frozen: [{metric: hub_goroutines}]}}]}
        """,
        StuckPolicy.class);
  }

  private static boolean isJudged(KubernetesClient client) {
    var status =
        client
            .resources(StuckPolicy.class)
            .inNamespace("shop")
            .withName("hub")
            .require()
            .getStatus();
    return status != null && status.notFiring() != null && !status.notFiring().isEmpty();
  }

  private static DumpAnalysis asked() {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: DumpAnalysis
        metadata: {name: asked, namespace: shop}
        spec: {podName: hub, container: hub}
        """,
        DumpAnalysis.class);
  }

  private static String dump(String file) throws Exception {
    return Files.readString(Repository.root().resolve(file));
  }

  private static boolean hasEnded(KubernetesClient client, String name) {
    var status =
        client
            .resources(DumpAnalysis.class)
            .inNamespace("shop")
            .withName(name)
            .require()
            .getStatus();
    return status != null
        && Conditions.find(status.conditions(), "Analyzed")
            .filter(condition -> !"Unknown".equals(condition.getStatus()))
            .isPresent();
  }
}
