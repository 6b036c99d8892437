package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.cli.cluster.Cluster;
import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * What of which cluster may be looked into.
 *
 * @param context of the kubeconfig; null: the current one
 * @param only the one namespace; null: any that the user may read
 */
public record Scope(@Nullable String context, @Nullable String only) {

  /**
   * Opens a client for one call.
   *
   * @param namespace that is asked for; null: the one that was given at start, else the context's
   * @throws CommandException if that is none of the scope, or the cluster does not answer
   */
  KubernetesClient connect(@Nullable String namespace) throws CommandException {
    if (namespace != null && !namespace.equals(only)) {
      any();
    }
    return Cluster.of(context, only != null ? only : namespace).client();
  }

  /**
   * Goes on where any namespace may be looked into.
   *
   * @throws CommandException where it may not
   */
  void any() throws CommandException {
    if (only != null) {
      throw new CommandException(
          "Only namespace %s is looked into: it was named at start".formatted(only));
    }
  }
}
