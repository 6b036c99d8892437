package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.door.FreePort;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process of its own, beside a real API server. */
@WithApiServer
class OperatorProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Where hundreds of objects are worked on, on a machine that does much else. */
  private static final Duration GREAT_PATIENCE = Duration.ofMinutes(8);

  /** To look at all of them is work, too. */
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final ApiServer server;
  private @TempDir Path folder = Path.of("");
  private final Map<String, Process> processes = new HashMap<>();

  OperatorProcessIT(ApiServer server, KubernetesClient client) {
    this.client = client;
    this.server = server;
  }

  @AfterEach
  void end() {
    processes.values().forEach(process -> process.destroyForcibly().onExit().join());
  }

  @Test
  void oneLeadsAndEndsWhenItsLeaseIsTakenAndAnotherGoesOn() throws Exception {
    String namespace = namespace("process-leader");
    int first = start(namespace, "first");
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.metric(first, "stuckpod_leading"), "1.0"::equals);
    int second = start(namespace, "second");
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.page(second + 1, "/readyz"), "ok\n"::equals);
    assertThat(OperatorProcess.metric(second, "stuckpod_leading")).isEqualTo("0.0");

    lease(namespace, "someone-else");

    Process ended = process("first");
    assertThat(ended.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(ended.exitValue()).isEqualTo(1);
    assertThat(log("first")).contains("The Lease stuckpod-operator was lost");
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.metric(second, "stuckpod_leading"), "1.0"::equals);
  }

  @Test
  void endsInGoodOrderWhenToldToAndGivesItsLeaseUp() throws Exception {
    String namespace = namespace("process-order");
    int port = start(namespace, "only");
    await()
        .atMost(PATIENCE)
        .until(() -> OperatorProcess.metric(port, "stuckpod_leading"), "1.0"::equals);
    assertThat(OperatorProcess.page(port + 1, "/healthz")).isEqualTo("ok\n");

    Process process = process("only");
    process.destroy();

    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(log("only")).doesNotContain("was lost");
    assertThat(
            client
                .leases()
                .inNamespace(namespace)
                .withName(Leadership.LEASE)
                .get()
                .getSpec()
                .getHolderIdentity())
        .as("the next leader need not wait")
        .isNullOrEmpty();
  }

  /** Each is 200 kB: more than its heap holds, and it is started again and again. */
  @Test
  void startsBesideAnalysesThatAreLargerTogetherThanItsHeap() throws Exception {
    String namespace = namespace("process-many");
    var large = new LargeAnalyses(client, namespace);
    large.create(400);

    int port = start(namespace, "small", "-Xmx64m", "-XX:+ExitOnOutOfMemoryError");

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !process("small").isAlive()
                    || "ok\n".equals(OperatorProcess.page(port + 1, "/readyz")));
    large.ask("one-more");
    await().atMost(PATIENCE).until(() -> !process("small").isAlive() || large.hasEnded("one-more"));
    assertThat(process("small").isAlive()).as(log("small")).isTrue();
  }

  /** What anybody may write at his objects is not kept, whatever it is. */
  @Test
  void startsBesideObjectsWhoseAnnotationsAreLargerTogetherThanItsHeap() throws Exception {
    String namespace = namespace("process-annotations");
    var annotated = new AnnotatedObjects(client, namespace);
    annotated.create(200);

    int port = start(namespace, "annotated", "@jvm.flags");

    await()
        .atMost(GREAT_PATIENCE)
        .until(
            () ->
                !process("annotated").isAlive()
                    || "ok\n".equals(OperatorProcess.page(port + 1, "/readyz")));
    annotated.addPolicy("one-more");
    await()
        .atMost(GREAT_PATIENCE)
        .pollInterval(NOW_AND_THEN)
        .until(() -> !process("annotated").isAlive() || annotated.allHaveStatus());
    assertThat(process("annotated").isAlive()).as(log("annotated")).isTrue();
    assertThat(annotated.annotationsAreThere()).isTrue();
  }

  /** What one may write at a pod is more than all pods together may take. */
  @Test
  void startsBesidePodsWhoseAnnotationsAreLargerTogetherThanItsHeap() throws Exception {
    String namespace = namespace("process-pods");
    var annotated = new AnnotatedObjects(client, namespace);
    annotated.createPods(300);

    int port = start(namespace, "pods", "@jvm.flags");

    await()
        .atMost(GREAT_PATIENCE)
        .until(() -> !process("pods").isAlive() || log("pods").contains("Watching 300 pods"));
    await()
        .atMost(GREAT_PATIENCE)
        .until(
            () ->
                !process("pods").isAlive()
                    || "ok\n".equals(OperatorProcess.page(port + 1, "/readyz")));
    assertThat(process("pods").isAlive()).as(log("pods")).isTrue();
  }

  @Test
  void saysInOneLineWhichVariableIsMissing() throws Exception {
    ProcessBuilder builder = builder("none");
    builder.environment().remove("POD_NAMESPACE");
    Process process = builder.start();
    processes.put("none", process);

    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(log("none").lines()).hasSize(1).allMatch(line -> line.contains("POD_NAMESPACE"));
  }

  private String namespace(String name) {
    Namespaces.create(client, name);
    return name;
  }

  /** Starts a replica; /metrics is on the port returned, health on the next. */
  private int start(String namespace, String name, String... flags) throws IOException {
    int port = FreePort.row(2);
    ProcessBuilder builder = builder(name, flags);
    builder
        .environment()
        .putAll(
            Map.of(
                "POD_NAMESPACE", namespace,
                "WATCH_NAMESPACES", namespace,
                "POD_NAME", name,
                "METRICS_PORT", Integer.toString(port),
                "HEALTH_PORT", Integer.toString(port + 1)));
    processes.put(name, builder.start());
    return port;
  }

  private ProcessBuilder builder(String name, String... flags) throws IOException {
    Path kubeconfig = server.kubeconfig(folder.resolve("kubeconfig"));
    var builder = OperatorProcess.logging(folder.resolve(name + ".log"), flags);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("SPOOL", folder.resolve(name).toString());
    return builder;
  }

  private Process process(String name) {
    Process process = processes.get(name);
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  /** By this field alone: its holder renews it meanwhile. */
  private void lease(String namespace, String holder) {
    client
        .resources(Lease.class)
        .inNamespace(namespace)
        .withName(Leadership.LEASE)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"holderIdentity\":\"%s\"}}".formatted(holder));
  }
}
