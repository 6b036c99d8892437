package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.door.FreePort;
import dev.stuckpod.operator.alerts.Payloads;
import dev.stuckpod.operator.pods.HubPods;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    await().atMost(PATIENCE).until(() -> metric(first, "stuckpod_leading"), "1.0"::equals);
    int second = start(namespace, "second");
    await().atMost(PATIENCE).until(() -> get(second + 1, "/readyz"), "ok\n"::equals);
    assertThat(metric(second, "stuckpod_leading")).isEqualTo("0.0");

    lease(namespace, "someone-else");

    Process ended = process("first");
    assertThat(ended.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(ended.exitValue()).isEqualTo(1);
    assertThat(log("first")).contains("The Lease stuckpod-operator was lost");
    await().atMost(PATIENCE).until(() -> metric(second, "stuckpod_leading"), "1.0"::equals);
  }

  @Test
  void endsInGoodOrderWhenToldToAndGivesItsLeaseUp() throws Exception {
    String namespace = namespace("process-order");
    int port = start(namespace, "only");
    await().atMost(PATIENCE).until(() -> metric(port, "stuckpod_leading"), "1.0"::equals);
    assertThat(get(port + 1, "/healthz")).isEqualTo("ok\n");

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
        .until(() -> !process("small").isAlive() || "ok\n".equals(get(port + 1, "/readyz")));
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
        .until(() -> !process("annotated").isAlive() || "ok\n".equals(get(port + 1, "/readyz")));
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
        .until(() -> !process("pods").isAlive() || "ok\n".equals(get(port + 1, "/readyz")));
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

  @Test
  void theLeaderTakesAlertsAndTheOthersHaveThemSentAgain() throws Exception {
    String namespace = namespace("process-alerts");
    HubPods.run(client, HubPods.of(namespace, "hub-0"));
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: alerts, namespace: %s}
                spec: {selector: {matchLabels: {app: hub}}, onAlert: {}}
                """
                    .formatted(namespace),
                StuckPolicy.class))
        .create();
    Path token = Files.writeString(folder.resolve("token"), "secret");
    int first = start(namespace, "first", Map.of("ALERTS_TOKEN", token.toString()));
    await().atMost(PATIENCE).until(() -> metric(first, "stuckpod_leading"), "1.0"::equals);
    int second = start(namespace, "second", Map.of("ALERTS_TOKEN", token.toString()));
    await().atMost(PATIENCE).until(() -> get(second + 1, "/readyz"), "ok\n"::equals);
    String payload =
        Payloads.of(
            Payloads.firing(
                "00ff", "2026-01-15T12:00:00Z", Map.of("namespace", namespace, "pod", "hub-0")));

    assertThat(post(second + 2, payload)).isEqualTo(503);
    await().atMost(PATIENCE).until(() -> post(first + 2, payload), code -> code == 200);
    assertThat(post(first + 2, payload)).isEqualTo(200);

    assertThat(client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems())
        .singleElement()
        .satisfies(incident -> assertThat(incident.getSpec().podName()).isEqualTo("hub-0"));
    StuckPolicy policy =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    client
                        .resources(StuckPolicy.class)
                        .inNamespace(namespace)
                        .withName("alerts")
                        .get(),
                read -> read.getStatus() != null && read.getStatus().conditions() != null);
    assertThat(policy.getStatus().alerts()).hasSize(1);
    assertThat(policy.getStatus().conditions())
        .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
        .contains(
            tuple("Ready", "True", "Evaluating"), tuple("MetricsAvailable", "Unknown", "NoRules"));
  }

  private static int post(int port, String payload) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/alerts"))
              .header("Authorization", "Bearer secret")
              .POST(HttpRequest.BodyPublishers.ofString(payload))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  private String namespace(String name) {
    Namespaces.create(client, name);
    return name;
  }

  /** Starts a replica; /metrics is on the port returned, health on the next. */
  private int start(String namespace, String name, String... flags) throws IOException {
    return start(namespace, name, Map.of(), flags);
  }

  /**
   * Starts a replica that takes alerts, where it is told by what token, on the port after these.
   */
  private int start(String namespace, String name, Map<String, String> more, String... flags)
      throws IOException {
    int port = FreePort.row(3);
    ProcessBuilder builder = builder(name);
    builder.command().addAll(1, List.of(flags));
    builder
        .environment()
        .putAll(
            Map.of(
                "POD_NAMESPACE", namespace,
                "WATCH_NAMESPACES", namespace,
                "POD_NAME", name,
                "METRICS_PORT", Integer.toString(port),
                "HEALTH_PORT", Integer.toString(port + 1)));
    if (!more.isEmpty()) {
      builder.environment().putAll(more);
      builder.environment().put("ALERTS_PORT", Integer.toString(port + 2));
    }
    processes.put(name, builder.start());
    return port;
  }

  private ProcessBuilder builder(String name) throws IOException {
    Path kubeconfig = server.kubeconfig(folder.resolve("kubeconfig"));
    var builder =
        new ProcessBuilder(
                new ArrayList<>(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StuckpodOperator.class.getName())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
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

  private static @Nullable String metric(int port, String name) throws Exception {
    String all = get(port, "/metrics");
    return all == null
        ? null
        : all.lines()
            .filter(line -> line.startsWith(name + " "))
            .map(line -> line.substring(name.length() + 1))
            .findFirst()
            .orElse(null);
  }

  private static @Nullable String get(int port, String path) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return null;
    }
  }
}
