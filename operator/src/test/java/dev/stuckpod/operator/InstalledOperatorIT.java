package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator at work as the chart installs it. */
class InstalledOperatorIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private @TempDir Path folder = Path.of("");

  @Test
  void evaluatesPoliciesAndGivesPodsTheirSidecar() throws Exception {
    try (var target = new ScriptedTarget("hub");
        var prometheus = Prometheus.scraping(List.of(target.scrapeConfig("shop")));
        var server = new ApiServer();
        KubernetesClient client = server.client();
        var operator =
            new InstalledOperator(server, client, folder, "prometheus.url=" + prometheus.url())) {
      operator.start();
      Namespaces.create(client, "shop", Namespaces.INJECTED);
      limit(client);

      Pod pod = await().atMost(PATIENCE).until(() -> create(client), InstalledOperatorIT::injected);
      assertThat(SidecarContainer.of(pod).orElseThrow().getResources().getRequests())
          .as("the service account may read what the namespace allows")
          .containsEntry("memory", new Quantity("100Mi"));

      HubPods.says(client, pod, HubPods.running("hub"));
      policy(client, readmePolicy());
      policy(
          client,
          """
          apiVersion: stuckpod.dev/v1alpha1
          kind: StuckPolicy
          metadata: {name: hub}
          spec:
            selector: {matchLabels: {app: hub}}
            mode: Shadow
            stuckWhen: {any: [{name: frozen, noProgress: {window: 8s, while: [{metric: hub_clients, above: 100}],
              counters: [{metric: hub_sent_total}], frozen: [{metric: hub_goroutines}]}}]}
          """);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(reason(client)).as(operator::log).isEqualTo("CounterMoves"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(policies(client).withName("cable").require().getStatus())
                      .as("the README's policy")
                      .satisfies(
                          status ->
                              assertThat(Conditions.find(status.conditions(), "Ready"))
                                  .isPresent()));
      assertThat(operator.log()).doesNotContainIgnoringCase("forbidden");
    }
  }

  private static void limit(KubernetesClient client) {
    client
        .resource(
            """
            apiVersion: v1
            kind: LimitRange
            metadata: {name: least, namespace: shop}
            spec: {limits: [{type: Container, min: {memory: 100Mi}}]}
            """)
        .create();
  }

  /** Creates the pod anew: nobody answered the webhook before, or the limit was not known yet. */
  private static Pod create(KubernetesClient client) {
    var pods = client.pods().inNamespace("shop");
    pods.withName("hub").withGracePeriod(0).delete();
    return pods.resource(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: hub, labels: {app: hub}}
                spec: {nodeName: node, containers: [{name: hub, image: 'hub:1'}]}
                """,
                Pod.class))
        .create();
  }

  private static boolean injected(Pod pod) {
    return SidecarContainer.of(pod).isPresent();
  }

  private static void policy(KubernetesClient client, String yaml) {
    policies(client).resource(YAML.unmarshal(yaml, StuckPolicy.class)).create();
  }

  private static NonNamespaceOperation<
          StuckPolicy, KubernetesResourceList<StuckPolicy>, Resource<StuckPolicy>>
      policies(KubernetesClient client) {
    return client.resources(StuckPolicy.class).inNamespace("shop");
  }

  private static @Nullable String reason(KubernetesClient client) {
    var status = policies(client).withName("hub").require().getStatus();
    return status == null || status.notFiring() == null || status.notFiring().isEmpty()
        ? null
        : status.notFiring().getFirst().reason();
  }

  /** The policy that the README begins with. */
  private static String readmePolicy() throws IOException {
    Matcher block =
        Pattern.compile(
                "(?m)^    apiVersion: stuckpod.dev/v1alpha1\n    kind: StuckPolicy\n(    .*\n)+")
            .matcher(Files.readString(Repository.root().resolve("README.md")));
    assertThat(block.find()).as("README.md has a policy").isTrue();
    return block.group().indent(-4).replace("SHOP", "shop");
  }
}
