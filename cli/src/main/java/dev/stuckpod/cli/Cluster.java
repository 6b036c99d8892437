package dev.stuckpod.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that speak to a cluster. */
final class Cluster {

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
   * @throws CommandException if the kubeconfig does not have the context
   */
  KubernetesClient connect() throws CommandException {
    return connect(context, namespace);
  }

  private static KubernetesClient connect(@Nullable String context, @Nullable String namespace)
      throws CommandException {
    Config config = Config.autoConfigure(context);
    if (config.getCurrentContext() == null) {
      throw new CommandException(
          context == null
              ? "There is no cluster to speak to: set KUBECONFIG, or run e2e/cluster/up"
              : "The kubeconfig has no context '" + context + "'");
    }
    var builder = new ConfigBuilder(config);
    if (namespace != null) {
      builder.withNamespace(namespace);
    } else if (config.getNamespace() == null) {
      builder.withNamespace("default");
    }
    return new KubernetesClientBuilder().withConfig(builder.build()).build();
  }
}
