package dev.stuckpod.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster that the tests run on, with images, Prometheus and the operator installed as the
 * README says. Without {@code -Dkube.context=NAME} it is e2e/cluster, brought up before the first
 * test and taken down after the last, unless it was up already. With {@code -Dkube.installed} the
 * operator that is installed is taken as it is, and only the Go apps are made anew.
 */
final class TestCluster implements AutoCloseable {

  static final String OPERATOR_NAMESPACE = "stuckpod";

  private static final Logger LOG = LoggerFactory.getLogger(TestCluster.class);
  private static final Duration BUILD = Duration.ofMinutes(30);

  private static final String[] PROBE = {
    "run",
    "probe",
    "--image=none",
    "--labels=stuckpod.dev/inject=true",
    "--dry-run=server",
    "-o=jsonpath={.spec.initContainers[*].name}"
  };

  private final Map<String, String> environment;
  private final KubernetesClient client;
  private final boolean ours;

  private TestCluster(Map<String, String> environment, KubernetesClient client, boolean ours) {
    this.environment = environment;
    this.client = client;
    this.ours = ours;
  }

  /** Gives the one cluster to every test that asks for it. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(TestCluster.class, _ -> start(), TestCluster.class);
    }
  }

  private static TestCluster start() {
    String context = System.getProperty("kube.context", "");
    TestCluster cluster = context.isEmpty() ? ours() : theirs(context);
    if (System.getProperty("kube.installed", "").isEmpty()) {
      cluster.install();
    } else {
      cluster.load("hub", "hub-next", "busy");
    }
    return cluster;
  }

  private static TestCluster ours() {
    say("bringing up e2e/cluster");
    String out = Command.of("e2e/cluster/up").limit(BUILD).succeed();
    String export = out.lines().reduce((_, last) -> last).orElseThrow();
    Path kubeconfig = Path.of(export.substring("export KUBECONFIG=".length()));
    try {
      var client =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
              .build();
      boolean started = out.contains("STUCKPOD_CLUSTER=started");
      return new TestCluster(Map.of("KUBECONFIG", kubeconfig.toString()), client, started);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestCluster theirs(String context) {
    var client = new KubernetesClientBuilder().withConfig(Config.autoConfigure(context)).build();
    return new TestCluster(Map.of("CONTEXT", context), client, false);
  }

  private void install() {
    say("building images");
    run("./stuckpod", "images");
    load();
    say("installing Prometheus and Stuckpod");
    kubectl("apply", "-f", "e2e/prometheus/prometheus.yaml");
    helm(
        "upgrade",
        "--install",
        "stuckpod",
        "charts/stuckpod",
        "-n",
        OPERATOR_NAMESPACE,
        "--create-namespace",
        "--set",
        "prometheus.url=http://prometheus.monitoring:9090",
        "--wait",
        "--timeout=180s");
    // an image of the same name may have changed since an earlier run
    kubectl("-n", OPERATOR_NAMESPACE, "rollout", "restart", "deploy/stuckpod");
    kubectl("-n", OPERATOR_NAMESPACE, "rollout", "status", "deploy/stuckpod", "--timeout=120s");
    awaitOneOperator();
    kubectl("-n", "monitoring", "rollout", "status", "deploy/prometheus", "--timeout=120s");
    // the webhook fails open: until the API server reaches it, pods get no sidecar
    Awaitility.await("the webhook answers")
        .atMost(Duration.ofMinutes(1))
        .until(() -> kubectl(PROBE).contains("stuckpod"));
    say("ready");
  }

  /** Makes the images of apps, of all if none is named, and loads them. */
  private void load(String... apps) {
    List<String> build = new ArrayList<>(List.of("e2e/apps/build"));
    build.addAll(List.of(apps));
    List<String> load = new ArrayList<>(List.of("e2e/cluster/load"));
    run(build.toArray(String[]::new)).lines().filter(l -> l.endsWith(".tar")).forEach(load::add);
    run(load.toArray(String[]::new));
  }

  /** What the webhook of one that is being ended is asked may find nobody. */
  private void awaitOneOperator() {
    Awaitility.await("the old operator is gone")
        .atMost(Duration.ofMinutes(1))
        .until(() -> client.pods().inNamespace(OPERATOR_NAMESPACE).list().getItems().size() == 1);
  }

  KubernetesClient client() {
    return client;
  }

  /** Runs a command of the project against this cluster. */
  String run(String... words) {
    return Command.of(words).environment(environment).limit(BUILD).succeed();
  }

  /** Runs a command of the project that may fail. */
  Command.Result tryRun(String... words) {
    return Command.of(words).environment(environment).limit(BUILD).run();
  }

  String kubectl(String... words) {
    return Command.of(tool("kubectl", words)).environment(environment).succeed();
  }

  String apply(String namespace, String yaml) {
    return Command.of(tool("kubectl", "-n", namespace, "apply", "-f", "-"))
        .environment(environment)
        .input(yaml)
        .succeed();
  }

  /** Creates objects as a user, with no more rights than he has. */
  void create(String namespace, String user, String objects) {
    Command.of(
            tool(
                "kubectl",
                "-n",
                namespace,
                "--as=" + user,
                "--as-group=system:authenticated",
                "create",
                "-f",
                "-"))
        .environment(environment)
        .input(objects)
        .succeed();
  }

  String helm(String... words) {
    return Command.of(tool("helm", words))
        .environment(environment)
        .limit(Duration.ofMinutes(5))
        .succeed();
  }

  private String[] tool(String name, String... words) {
    String path = Command.of("e2e/cluster/tool", name).limit(BUILD).succeed().strip();
    List<String> all = new ArrayList<>(List.of(path));
    String context = environment.get("CONTEXT");
    if (context != null) {
      all.addAll(List.of(name.equals("helm") ? "--kube-context" : "--context", context));
    }
    all.addAll(Arrays.asList(words));
    return all.toArray(String[]::new);
  }

  /** The directory that e2e/cluster keeps its state in. */
  Path state() {
    String kubeconfig = environment.get("KUBECONFIG");
    if (kubeconfig == null) {
      throw new AssertionError("this needs e2e/cluster");
    }
    return Path.of(kubeconfig).resolveSibling("");
  }

  /** Ends the operator's leading process at once, as a node's failure would. */
  void killOperator() {
    Awaitility.await("an operator that leads and runs")
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () -> {
              operator().kill();
              return true;
            });
    say("killed the operator");
  }

  /** Deletes the operator's leading pod. */
  void deleteLeader() {
    String leader = leader();
    kubectl("-n", OPERATOR_NAMESPACE, "delete", "pod", leader, "--wait=false");
    say("deleted the leader " + leader);
  }

  /** Lets so many operators run, of which one leads. */
  void replicas(int operators) {
    kubectl("-n", OPERATOR_NAMESPACE, "scale", "deploy/stuckpod", "--replicas=" + operators);
    kubectl("-n", OPERATOR_NAMESPACE, "rollout", "status", "deploy/stuckpod", "--timeout=120s");
    Awaitility.await("so many operators")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client.pods().inNamespace(OPERATOR_NAMESPACE).list().getItems().size()
                    == operators);
  }

  private String leader() {
    return client
        .leases()
        .inNamespace(OPERATOR_NAMESPACE)
        .withName("stuckpod-operator")
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  /** The operator's leading process. */
  HostProcess operator() {
    String id =
        client
            .pods()
            .inNamespace(OPERATOR_NAMESPACE)
            .withName(leader())
            .get()
            .getStatus()
            .getContainerStatuses()
            .getFirst()
            .getContainerID();
    return HostProcess.of(id.substring(id.indexOf("//") + 2));
  }

  /** A daemon that e2e/cluster has started. */
  HostProcess daemon(String name) throws IOException {
    String line = Files.readString(state().resolve("pid/" + name));
    return new HostProcess(Long.parseLong(line.split(" ")[0]));
  }

  /** Starts the daemons of e2e/cluster again that have ended. */
  void revive() {
    Command.of("e2e/cluster/up").limit(BUILD).succeed();
  }

  static void say(String what) {
    LOG.info("{} {}", Instant.now(), what);
  }

  @Override
  public void close() {
    client.close();
    if (ours) {
      say("taking e2e/cluster down");
      Command.of("e2e/cluster/down").succeed();
    }
  }
}
