package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that speak to a namespace of a cluster. */
public final class ClusterOptions {

  @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NS",
      description = "Namespace; default: the context's.")
  private @Nullable String namespace;

  /**
   * Opens a client; its namespace is the one asked for.
   *
   * @throws CommandException if there is no such cluster, or it does not answer
   */
  public KubernetesClient connect() throws CommandException {
    return Cluster.of(context, namespace).client();
  }
}
