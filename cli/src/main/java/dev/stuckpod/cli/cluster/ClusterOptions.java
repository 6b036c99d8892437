package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Kubeconfig;
import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that speak to a namespace of a cluster: kubectl's. */
public final class ClusterOptions {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig; default: what KUBECONFIG names, else ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "CONTEXT", description = "Context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NS",
      description = "Namespace; default: the context's.")
  private @Nullable String namespace;

  /** None of them was given. */
  public ClusterOptions() {}

  /** They were given in another way. */
  public ClusterOptions(
      @Nullable Path kubeconfig, @Nullable String context, @Nullable String namespace) {
    this.kubeconfig = kubeconfig;
    this.context = context;
    this.namespace = namespace;
  }

  /**
   * Opens a client; its namespace is the one asked for.
   *
   * @throws CommandException if there is no such cluster, or it does not answer
   */
  public KubernetesClient connect() throws CommandException {
    use();
    return Cluster.of(context, namespace).client();
  }

  /**
   * Asks a cluster one thing, sooner than by {@link #connect}.
   *
   * @throws CommandException if there is no such cluster, or it does not answer, or not usefully
   */
  public <T> T ask(Question<T> question) throws CommandException {
    use();
    return Cluster.ask(context, namespace, question);
  }

  /**
   * Opens a client that has asked nothing yet: for who has no time to hear what is wrong.
   *
   * @throws CommandException if there is no such cluster
   */
  public KubernetesClient connectUnasked() throws CommandException {
    use();
    return Cluster.unasked(context, namespace);
  }

  /**
   * The contexts of the kubeconfig.
   *
   * @throws CommandException if there is none
   */
  public List<String> contexts() throws CommandException {
    use();
    return Kubeconfig.read().names();
  }

  /** The client library and what reads beside it know a file other than the usual by this alone. */
  private void use() throws CommandException {
    if (kubeconfig == null) {
      return;
    }
    if (!Files.isRegularFile(kubeconfig)) {
      throw new CommandException(
          "There is no kubeconfig at " + kubeconfig + ": --kubeconfig names a file");
    }
    System.setProperty("kubeconfig", kubeconfig.toString());
  }
}
