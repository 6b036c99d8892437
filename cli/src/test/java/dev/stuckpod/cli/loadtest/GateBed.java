package dev.stuckpod.cli.loadtest;

import static org.awaitility.Awaitility.await;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A namespace with two pods that can be watched, and a gate that is run in front of it. */
final class GateBed implements AutoCloseable {

  static final String NAMESPACE = "gate";

  private final KubernetesClient client;
  private final Path folder;
  private final Path kubeconfig;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final PlayedOperator operator;

  /**
   * Makes it.
   *
   * @param port that the API server is reached at
   */
  GateBed(KubernetesClient client, ApiServer server, int port, Path folder) throws IOException {
    this.client = client;
    this.folder = folder;
    this.operator = new PlayedOperator(client, NAMESPACE);
    Namespaces.apply(client, NAMESPACE);
    kubeconfig = folder.resolve("config");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{name: api, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
        users: [{name: admin, user: {token: %s}}]
        contexts: [{name: test, context: {cluster: api, user: admin, namespace: %s}}]
        """
            .formatted(port, server.config().getOauthToken(), NAMESPACE));
    System.setProperty("kubeconfig", kubeconfig.toString());
    System.setProperty("no.proxy", "127.0.0.1");
  }

  /** The port of the API server itself. */
  static int port(ApiServer server) {
    return java.net.URI.create(server.config().getMasterUrl()).getPort();
  }

  /** Makes pods that match app=cable. */
  void pods(boolean withSidecar, String... names) {
    for (String name : names) {
      var pod =
          new PodBuilder()
              .withNewMetadata()
              .withName(name)
              .withNamespace(NAMESPACE)
              .addToLabels("app", "cable")
              .endMetadata()
              .withNewSpec()
              .addNewContainer()
              .withName("cable")
              .withImage("cable")
              .endContainer()
              .endSpec();
      if (withSidecar) {
        pod.editSpec()
            .addNewInitContainer()
            .withName("stuckpod")
            .withImage("sidecar")
            .withRestartPolicy("Always")
            .endInitContainer()
            .endSpec();
      }
      client.resource(pod.build()).create();
    }
  }

  /** Runs it in this process. */
  int run(String... words) {
    return Stuckpod.commandLine(words)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  /** Runs it in a process of its own, whose output goes to {@code out} and {@code err}. */
  Process start(String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT,TERM,HUP", // whatever the tests' own parent has made of them
                "setsid", // a terminal's keys do not reach it
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Dkubeconfig=" + kubeconfig,
                "-Dno.proxy=127.0.0.1",
                "-cp",
                System.getProperty("java.class.path"),
                Stuckpod.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** The last line that was said. */
  String lastLine() {
    return out.toString().strip().lines().reduce("", (_, last) -> last);
  }

  @Override
  public void close() {
    System.clearProperty("kubeconfig");
    System.clearProperty("no.proxy");
    await()
        .ignoreException(KubernetesClientException.class)
        .until(
            () -> {
              client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
              client.resources(LoadTestWindow.class).inNamespace(NAMESPACE).delete();
              client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
              return true;
            });
  }
}
