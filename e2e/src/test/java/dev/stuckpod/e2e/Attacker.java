package dev.stuckpod.e2e;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Whoever has a namespace with the edit role, and pods there that reach every port of the cluster.
 */
final class Attacker implements AutoCloseable {

  private static final String USER = "mallory";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final int ANNOTATION = 250_000;
  private static final int TOGETHER = 20;

  private final TestCluster cluster;
  private final Scenario own;
  private final Bystander bystander;

  Attacker(TestCluster cluster, Bystander bystander) {
    this.cluster = cluster;
    this.bystander = bystander;
    this.own = Scenario.restricted(cluster, "attacker");
    cluster.kubectl(
        "-n",
        own.namespace(),
        "create",
        "rolebinding",
        USER,
        "--clusterrole=edit",
        "--user=" + USER);
  }

  /** Address of the bystander's sidecar. */
  String sidecar() {
    return bystander.pod().getStatus().getPodIP() + ":7443";
  }

  /** Address of a port of the operator's. */
  String operator(String port) {
    Pod pod = Bystander.operator(cluster);
    int number =
        pod.getSpec().getContainers().getFirst().getPorts().stream()
            .filter(each -> port.equals(each.getName()))
            .findFirst()
            .orElseThrow()
            .getContainerPort();
    return pod.getStatus().getPodIP() + ":" + number;
  }

  void flood(String target, String what, int connections) {
    own.deploy(
        "hostile",
        "HOSTILE=flood",
        "TARGET=" + target,
        "WHAT=" + what,
        "CONNECTIONS=" + connections);
    awaitBegun(connections);
  }

  /** An attack that does not reach anybody would harm nobody. */
  private void awaitBegun(int many) {
    Awaitility.await("the attack is under way")
        .atMost(Duration.ofMinutes(1))
        .until(() -> begun() >= many);
  }

  /** How many connections or reviews the own app has begun; 0 where it does something else. */
  long begun() {
    return own.pods("hostile").stream()
        .mapToLong(pod -> number(bystander.get(pod, ":8080/").strip()))
        .sum();
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** Whatever the own app does, what was asked of it comes to an end. */
  void awaitEnds() {
    own.analyses().stream()
        .map(analysis -> analysis.getMetadata().getName())
        .filter(name -> name.startsWith("asked-"))
        .forEach(name -> own.awaitEnd(name, PATIENCE));
  }

  void review(String what, int clients) {
    own.deploy(
        "hostile",
        "HOSTILE=reviews",
        "TARGET=" + operator("webhook"),
        "WHAT=" + what,
        "CONNECTIONS=" + clients);
    awaitBegun(clients);
  }

  void deploy(String how) {
    own.deploy("hostile", "HOSTILE=" + how);
  }

  /** Asks for dumps of the own app, so many at once. */
  void ask(String spec, int times) {
    for (int i = 0; i < times; i++) {
      own.begin("hostile", spec);
    }
  }

  void askForForeignMetrics() {
    own.deploy("hostile");
    create(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: StuckPolicy
        metadata: {name: foreign}
        spec:
          selector: {matchLabels: {app: hostile}}
          for: 1s
          stuckWhen:
            any:
            - name: foreign
              promql:
                query: label_replace(hub_clients_num{namespace="%s"}, "pod", "%s", "", "")
                presence: label_replace(hub_clients_num{namespace="%s"} > -1, "pod", "%s", "", "")
        """
            .formatted(
                bystander.namespace(),
                own.pod("hostile").getMetadata().getName(),
                bystander.namespace(),
                own.pod("hostile").getMetadata().getName()));
  }

  /** How often something of another namespace was read: a policy that fired for its metrics. */
  long foreignReads() {
    boolean asked = own.policy("foreign") != null;
    return asked ? own.analyses().size() : 0;
  }

  /**
   * Whether the policy that asks for foreign metrics was told that it may not, where there is one.
   */
  boolean isRefused() {
    var policy = own.policy("foreign");
    return policy == null || String.valueOf(policy.getStatus()).contains("QueryNotScoped");
  }

  void askSilentSidecars(int many) {
    cluster.kubectl("-n", own.namespace(), "apply", "-f", "e2e/apps/manifests/lying-sidecar.yaml");
    cluster.kubectl(
        "-n", own.namespace(), "rollout", "status", "deploy/lying-sidecar", "--timeout=120s");
    List<Pod> pods = own.pods("lying-sidecar");
    for (int i = 0; i < many; i++) {
      create(analysis("silent-" + i, pods.get(i % pods.size()).getMetadata().getName(), ""));
    }
  }

  void writeLargeAnalyses(int many) {
    String filler = "x".repeat(ANNOTATION);
    for (int i = 0; i < many; i += TOGETHER) {
      var together = new StringBuilder();
      for (int j = i; j < Math.min(many, i + TOGETHER); j++) {
        together.append(analysis("large-" + j, "nobody", filler)).append("\n---\n");
      }
      create(together.toString());
    }
  }

  /** Ends the operator's process; it is ready again when this returns. */
  void endOperator() {
    int restarts = restarts();
    cluster.killOperator();
    Awaitility.await("the operator has begun anew")
        .atMost(Duration.ofMinutes(3))
        .until(() -> restarts() > restarts && operator().getReady());
  }

  private int restarts() {
    return operator().getRestartCount();
  }

  private ContainerStatus operator() {
    return Bystander.operator(cluster).getStatus().getContainerStatuses().getFirst();
  }

  /** How often the sidecars of the own app have died, which are ours. */
  int deaths() {
    return own.pods("hostile").stream()
        .mapToInt(pod -> Scenario.sidecar(pod).getRestartCount())
        .sum();
  }

  private static String analysis(String name, String pod, String filler) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName(name).addToAnnotations("filler", filler).build());
    analysis.setSpec(DumpAnalysisSpecBuilder.builder().podName(pod).build());
    return Serialization.asJson(analysis);
  }

  /** Creates as the tenant, with no more rights than he has. */
  private void create(String objects) {
    cluster.create(own.namespace(), USER, objects);
  }

  @Override
  public void close() {
    own.close();
    Awaitility.await("the attacker is gone")
        .atMost(Duration.ofMinutes(3))
        .until(() -> own.client().namespaces().withName(own.namespace()).get() == null);
  }
}
