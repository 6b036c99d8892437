package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell an admin to type, on a running operator that the chart has installed. */
class LeakedKeyIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private @TempDir Path folder = Path.of("");

  @Test
  void isRevokedByOneCommandAndWhoStillTrustsItIsListed() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client();
        var operator = new InstalledOperator(server, client, folder)) {
      Namespaces.create(client, "shop", Namespaces.INJECTED);
      operator.start();
      Pod before =
          await().atMost(PATIENCE).until(() -> create(client, "before"), LeakedKeyIT::injected);
      List<String> commands = commands("trust-model.md", "## A key that has leaked");
      assertThat(commands).hasSize(3);
      assertThat(type(commands.subList(1, 3))).as("all trust it").doesNotContain("before");
      Map<String, String> next = secret(client, AuthorityStore.NEXT_SECRET).getData();

      type(commands.subList(0, 1));

      // nobody asks the operator for anything meanwhile
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(secret(client, AuthorityStore.SECRET).getData().get("current.crt"))
                    .as(operator::log)
                    .isEqualTo(next.get("next.crt"));
                assertThat(secret(client, AuthorityStore.NEXT_SECRET).getData())
                    .doesNotContainValue(next.get("next.crt"));
              });
      Pod after =
          await()
              .atMost(PATIENCE)
              .until(() -> create(client, "after"), pod -> !ids(pod).equals(ids(before)));
      assertThat(trusted(after)).doesNotContain(pem(before, 0)).contains(pem(before, 1));
      assertThat(type(commands.subList(1, 3))).contains("before").doesNotContain("after");
      assertThat(operator.log()).contains("stuckpod.dev/authorities!=" + ids(after));

      operator.stop();
      type(commands("design/026-an-authority-that-can-be-revoked.md", "**Back to a version"));
      assertThat(secret(client, AuthorityStore.SECRET).getData())
          .containsOnlyKeys("current.crt", "current.key", "next.crt", "next.key");
    }
  }

  /** The indented lines behind a heading, until the next one. */
  private static List<String> commands(String document, String heading) throws IOException {
    String text = Files.readString(Repository.root().resolve("docs").resolve(document));
    int from = text.indexOf(heading);
    int to = text.indexOf("\n## ", from + 1);
    return text.substring(from, to < 0 ? text.length() : to)
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .toList();
  }

  /** Types lines into a shell. */
  private String type(List<String> lines) throws IOException, InterruptedException {
    Path kubectl = Repository.tools("kubectl").getFirst();
    String script =
        "set -e; PATH=%s:$PATH\n%s".formatted(kubectl.getParent(), String.join("\n", lines));
    return new ClusterTool(Path.of("/bin/sh"), folder.resolve("administrator")).run("-c", script);
  }

  /** Creates it anew: nobody answered the webhook before. */
  private static Pod create(KubernetesClient client, String name) {
    var pods = client.pods().inNamespace("shop");
    pods.withName(name).withGracePeriod(0).delete();
    return pods.resource(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {containers: [{name: hub, image: 'hub:1'}]}
                """
                    .formatted(name),
                Pod.class))
        .create();
  }

  private static boolean injected(Pod pod) {
    return SidecarContainer.of(pod).isPresent();
  }

  private static String ids(Pod pod) {
    return Objects.requireNonNull(pod.getMetadata().getLabels().get(SidecarContainer.AUTHORITIES));
  }

  private static String trusted(Pod pod) {
    return SidecarContainer.of(pod).orElseThrow().getEnv().stream()
        .filter(variable -> variable.getName().equals("STUCKPOD_CA"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static String pem(Pod pod, int number) {
    return trusted(pod).split("(?=-----BEGIN)")[number];
  }

  private static Secret secret(KubernetesClient client, String name) {
    return client.secrets().inNamespace(InstalledOperator.NAMESPACE).withName(name).require();
  }
}
