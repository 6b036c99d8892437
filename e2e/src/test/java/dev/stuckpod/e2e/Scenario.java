package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo.Participant;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A namespace with apps and policies in it; removed at the end. */
final class Scenario implements AutoCloseable {

  private static final Duration STUCK_WITHIN = Duration.ofMinutes(5);

  private final TestCluster cluster;
  private final String namespace;

  private Scenario(TestCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** Makes a namespace under Pod Security 'restricted'. */
  static Scenario restricted(TestCluster cluster, String name) {
    return in(cluster, name, "restricted");
  }

  /** Makes a namespace under another Pod Security level. */
  static Scenario in(TestCluster cluster, String name, String podSecurity) {
    String namespace = "e2e-" + name;
    cluster.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait");
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", podSecurity)
                .endMetadata()
                .build())
        .create();
    TestCluster.say("scenario " + name);
    return new Scenario(cluster, namespace);
  }

  String namespace() {
    return namespace;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  /** Deploys an app of e2e/apps, perhaps with variables more, and waits until it runs. */
  Scenario deploy(String app, String... variables) {
    String manifest = "e2e/apps/manifests/" + app + ".yaml";
    if (variables.length == 0) {
      cluster.kubectl("-n", namespace, "apply", "-f", manifest);
    } else {
      List<String> words =
          new ArrayList<>(List.of("set", "env", "--local", "-o", "yaml", "-f", manifest));
      words.addAll(List.of(variables));
      cluster.apply(namespace, cluster.kubectl(words.toArray(String[]::new)));
    }
    cluster.kubectl("-n", namespace, "rollout", "status", "deploy/" + app, "--timeout=120s");
    return this;
  }

  /** The webhook fails open: a pod that came without a sidecar, as in a rollout, is made anew. */
  void awaitSidecars(String app) {
    Awaitility.await("pods with sidecars in " + namespace)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              List<Pod> pods = pods(app);
              pods.stream()
                  .filter(pod -> pod.getSpec().getInitContainers().isEmpty())
                  .forEach(pod -> client().resource(pod).withGracePeriod(0).delete());
              return pods.stream().allMatch(Scenario::isReady);
            });
  }

  private static boolean isReady(Pod pod) {
    return !pod.getSpec().getInitContainers().isEmpty()
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** Gives an app that is deployed another variable, and waits until it runs with it. */
  Scenario environment(String app, String variable) {
    cluster.kubectl("-n", namespace, "set", "env", "deploy/" + app, variable);
    cluster.kubectl("-n", namespace, "rollout", "status", "deploy/" + app, "--timeout=120s");
    Awaitility.await("the old pod is gone")
        .atMost(Duration.ofMinutes(1))
        .until(() -> pods(app).size() == 1);
    return this;
  }

  /** Creates a policy for an app from a template of the tests. */
  Scenario policy(String template, String app, String more) {
    try (var in = Scenario.class.getResourceAsStream("/policies/" + template + ".yaml")) {
      String yaml = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      String own = yaml.replace("APP", app).replace("NAMESPACE", namespace);
      cluster.apply(namespace, own + more.indent(2));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Starts the k6 load of a script against an app's pod. */
  Scenario load(String script, String app, int port) throws IOException {
    return load(script, app, pod(app), port, "LEAVE_AT=20", "DURATION=400");
  }

  /**
   * Starts the k6 load of a script against one pod.
   *
   * @param name of the load, to end it by
   * @param settings of the script, NAME=VALUE
   */
  Scenario load(String script, String name, Pod pod, int port, String... settings)
      throws IOException {
    String target = pod.getStatus().getPodIP() + ":" + port;
    new LoadPod("load-" + name, script, target, List.of(settings)).start(client(), namespace);
    return this;
  }

  /** Ends the load before its time. */
  void endLoad(String app) {
    cluster.kubectl("-n", namespace, "delete", "pod", "load-" + app, "--ignore-not-found", "--now");
  }

  Pod pod(String app) {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app", app)
        .list()
        .getItems()
        .getFirst();
  }

  List<Pod> pods(String app) {
    return client().pods().inNamespace(namespace).withLabel("app", app).list().getItems();
  }

  ContainerStatus container(String app) {
    return pod(app).getStatus().getContainerStatuses().stream()
        .filter(s -> !s.getName().equals("stuckpod"))
        .findFirst()
        .orElseThrow();
  }

  List<DumpAnalysis> analyses() {
    return client().resources(DumpAnalysis.class).inNamespace(namespace).list().getItems();
  }

  StuckPolicy policy(String name) {
    return client().resources(StuckPolicy.class).inNamespace(namespace).withName(name).get();
  }

  /**
   * Asks for a dump of an app's pod, beside what there is already, and waits for its end.
   *
   * @param more of the spec, in YAML
   */
  DumpAnalysis ask(String app, String more) {
    return awaitEnd(begin(app, more));
  }

  /** Asks for a dump of an app's pod, beside what there is already; returns its name. */
  String begin(String app, String more) {
    String name = "asked-" + analyses().size();
    cluster.apply(
        namespace,
        "{apiVersion: stuckpod.dev/v1alpha1, kind: DumpAnalysis, metadata: {name: %s}, spec: {podName: %s, %s}}"
            .formatted(name, pod(app).getMetadata().getName(), more));
    return name;
  }

  /** Waits for the end of an analysis. */
  DumpAnalysis awaitEnd(String name) {
    return awaitEnd(name, STUCK_WITHIN);
  }

  /** Waits for the end of an analysis, for so long at most. */
  DumpAnalysis awaitEnd(String name, Duration limit) {
    Awaitility.await("the end of " + name)
        .atMost(limit)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions() // of an API server that is stopped
        .until(() -> hasEnded(analysis(name)));
    return analysis(name);
  }

  DumpAnalysis analysis(String name) {
    return client().resources(DumpAnalysis.class).inNamespace(namespace).withName(name).get();
  }

  /** A dump's text. */
  String raw(DumpAnalysis analysis, int sample) {
    return cluster.run(
        "./stuckpod",
        "raw",
        analysis.getMetadata().getName(),
        "-n",
        namespace,
        "--sample",
        Integer.toString(sample));
  }

  /** Waits for the first DumpAnalysis. */
  DumpAnalysis awaitIncident() {
    Awaitility.await("an incident in " + namespace)
        .atMost(STUCK_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !analyses().isEmpty());
    return analyses().getFirst();
  }

  /** Waits until the only DumpAnalysis has come to its end. */
  DumpAnalysis awaitEnd() {
    awaitIncident();
    Awaitility.await("the end of the incident in " + namespace)
        .atMost(STUCK_WITHIN)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> hasEnded(analyses().getFirst()));
    assertThat(analyses()).hasSize(1);
    return analyses().getFirst();
  }

  private static boolean hasEnded(DumpAnalysis analysis) {
    return condition(analysis, "Analyzed")
        .filter(c -> !c.getStatus().equals("Unknown"))
        .isPresent();
  }

  static Optional<Condition> condition(DumpAnalysis analysis, String type) {
    return Optional.ofNullable(analysis.getStatus())
        .map(s -> s.conditions())
        .flatMap(all -> all.stream().filter(c -> c.getType().equals(type)).findFirst());
  }

  static List<Attempt> attempts(DumpAnalysis analysis) {
    var capture = analysis.getStatus() == null ? null : analysis.getStatus().capture();
    return capture == null || capture.attempts() == null ? List.of() : capture.attempts();
  }

  static List<DumpInfo> dumps(DumpAnalysis analysis) {
    var dumps = analysis.getStatus() == null ? null : analysis.getStatus().dumps();
    return dumps == null ? List.of() : dumps;
  }

  static Participant participant(DumpAnalysis analysis, String role) {
    return analysis.getStatus().findings().getFirst().participants().stream()
        .filter(p -> role.equals(p.role()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + role + " in " + analysis.getStatus().findings()));
  }

  /**
   * Counts the signals that the sidecars of an app's pod say they have sent, in all their lives.
   */
  long signals(String app) {
    return signals(pod(app));
  }

  /** As above, of one pod. */
  long signals(Pod pod) {
    long earlier = sidecar(pod).getRestartCount() == 0 ? 0 : signals(pod, "--previous");
    return earlier + signals(pod, "--previous=false");
  }

  private long signals(Pod pod, String which) {
    return cluster
        .kubectl("-n", namespace, "logs", pod.getMetadata().getName(), "-c", "stuckpod", which)
        .lines()
        .filter(l -> l.contains(CaptureMethod.SigQuit.name()) && l.contains("SignalSent"))
        .count();
  }

  /** The sidecar's status in a pod. */
  static ContainerStatus sidecar(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> status.getName().equals("stuckpod"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    cluster.kubectl("delete", "namespace", namespace, "--wait=false");
  }
}
