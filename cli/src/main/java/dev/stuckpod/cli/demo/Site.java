package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.cluster.Cluster;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.SearchPath;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the demo takes place.
 *
 * @param root the checkout
 * @param client of the cluster
 * @param environment for programs that speak to the cluster
 * @param context of the kubeconfig; empty: the current one
 * @param started whether the demo itself has started the cluster
 */
record Site(
    Path root,
    KubernetesClient client,
    Map<String, String> environment,
    Optional<String> context,
    boolean started,
    Progress progress)
    implements AutoCloseable {

  private static final String EXPORT = "export KUBECONFIG=";

  /** What e2e/cluster/up says where no cluster ran: a socket's file outlives its cluster. */
  private static final String STARTED = "STUCKPOD_CLUSTER=started";

  /** Starts the project's own cluster, or finds it running. */
  static Site own(Path root, Progress progress)
      throws CommandException, IOException, InterruptedException {
    progress.say(
        "starting a real Kubernetes on this machine; the first time it is compiled, for some"
            + " minutes");
    String up = root.resolve("e2e/cluster/up").toString();
    String output = new Programs(root).run(Map.of(), List.of(up));
    String kubeconfig =
        output
            .lines()
            .filter(line -> line.startsWith(EXPORT))
            .map(line -> line.substring(EXPORT.length()))
            .findFirst()
            .orElseThrow(() -> new CommandException("e2e/cluster/up named no kubeconfig"));
    return new Site(
        root,
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Path.of(kubeconfig).toFile()))
            .build(),
        Map.of("KUBECONFIG", kubeconfig),
        Optional.empty(),
        output.lines().anyMatch(STARTED::equals),
        progress);
  }

  /** Uses a cluster that is there. */
  static Site existing(Path root, String context, Progress progress) throws CommandException {
    Cluster cluster = Cluster.of(context, null);
    Site site =
        new Site(
            root,
            cluster.client(),
            Map.of("CONTEXT", context),
            Optional.of(context),
            false,
            progress);
    progress.say("using context %s, Kubernetes %s".formatted(context, cluster.version()));
    return site;
  }

  /** Tells whether it is the project's own cluster, whoever has started it. */
  boolean isOwn() {
    return context.isEmpty();
  }

  /** Runs a script of the checkout against this cluster. */
  String script(String path, String... arguments)
      throws CommandException, IOException, InterruptedException {
    var command = new ArrayList<>(List.of(root.resolve(path).toString()));
    command.addAll(List.of(arguments));
    return new Programs(root).run(environment, command);
  }

  /** Runs helm against this cluster. */
  String helm(String... arguments) throws CommandException, IOException, InterruptedException {
    return tool("helm", "--kube-context", arguments);
  }

  /** Runs kubectl against this cluster. */
  String kubectl(String... arguments) throws CommandException, IOException, InterruptedException {
    return tool("kubectl", "--context", arguments);
  }

  private String tool(String name, String contextOption, String... arguments)
      throws CommandException, IOException, InterruptedException {
    Optional<String> found = SearchPath.find(name).map(Path::toString);
    String program = found.isPresent() ? found.get() : script("e2e/cluster/tool", name).strip();
    var command = new ArrayList<>(List.of(program));
    context.ifPresent(c -> command.addAll(List.of(contextOption, c)));
    command.addAll(List.of(arguments));
    return new Programs(root).run(environment, command);
  }

  @Override
  public void close() {
    client.close();
  }
}
