package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Leaves a cluster as it was, also when the demo is interrupted. */
final class Cleanup implements AutoCloseable {

  private final Site site;
  private final boolean keep;
  private final Console out;
  private final Installation installation;
  private final Thread atExit = new Thread(this::clean, "cleanup");

  Cleanup(Site site, boolean keep, Console out) {
    this.site = site;
    this.keep = keep;
    this.out = out;
    this.installation = new Installation(site);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Removes what an earlier demo kept. */
  void removeLeftovers() throws CommandException, IOException, InterruptedException {
    Namespace namespace = site.client().namespaces().withName(Stage.NAMESPACE).get();
    if (namespace == null) {
      return;
    }
    if (!namespace.getMetadata().getLabels().containsKey(Stage.LABEL)) {
      throw new CommandException(
          "Namespace " + Stage.NAMESPACE + " is not the demo's: rename or delete it first");
    }
    site.progress().say("removing what an earlier demo left");
    remove();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    if (keep) {
      tellHowToLook();
    } else {
      out.line("To look further: ./stuckpod demo --keep leaves everything running");
      out.flush();
      clean();
      tellWhatGoesOn();
    }
  }

  private void clean() {
    site.progress().say("cleaning up");
    try {
      if (site.started()) {
        site.script("e2e/cluster/down");
      } else {
        remove();
      }
    } catch (CommandException | IOException | RuntimeException failed) {
      site.progress().say("not all was cleaned up: " + failed.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove() throws CommandException, IOException, InterruptedException {
    KubernetesClient client = site.client();
    client.namespaces().withName(Stage.NAMESPACE).delete();
    installation.remove();
    client.rbac().clusterRoleBindings().withName(Stage.CLUSTER_ROLE).delete();
    client.rbac().clusterRoles().withName(Stage.CLUSTER_ROLE).delete();
    for (String name : new String[] {Stage.NAMESPACE, Installation.NAMESPACE}) {
      client.namespaces().withName(name).waitUntilCondition(n -> n == null, 2, TimeUnit.MINUTES);
    }
  }

  /** A cluster that somebody else has started is not ours to end. */
  private void tellWhatGoesOn() {
    if (site.isOwn() && !site.started()) {
      out.line("The cluster ran before the demo and goes on: e2e/cluster/down ends it");
      out.flush();
    }
  }

  private void tellHowToLook() {
    String kubeconfig = site.environment().get("KUBECONFIG");
    if (kubeconfig != null) {
      out.line("export KUBECONFIG=" + kubeconfig);
    }
    out.line("kubectl get dumpanalyses -n " + Stage.NAMESPACE + " -o wide");
    out.line("kubectl describe stuckpolicy hub -n " + Stage.NAMESPACE);
    out.line("./stuckpod raw NAME -n " + Stage.NAMESPACE + "    # the whole dump");
    if (site.isOwn()) {
      out.line("e2e/cluster/down    # ends it all");
    }
    out.flush();
  }
}
