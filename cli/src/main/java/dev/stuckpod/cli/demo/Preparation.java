package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpecBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;

/** Brings into the cluster what is shown, from nothing to a server that is ready. */
final class Preparation {

  private final Site site;
  private final Cleanup cleanup;
  private final Stage stage;

  Preparation(Site site, Cleanup cleanup, Stage stage) {
    this.site = site;
    this.cleanup = cleanup;
    this.stage = stage;
  }

  /** A server, Prometheus that scrapes it, and a policy that says when it is stuck. */
  Pod withPolicy(Way way) throws CommandException, IOException, InterruptedException {
    Installation installation = begin();
    site.progress().say("deploying Prometheus");
    stage.apply("e2e/prometheus/prometheus.yaml");
    stage.awaitPod("prometheus");
    install(installation);
    site.progress()
        .say("deploying hub, a WebSocket server with a mistake in it, and a policy for it");
    stage.apply(policy(way));
    return hub();
  }

  /** A server, and nothing that knows it. */
  Pod withoutPolicy() throws CommandException, IOException, InterruptedException {
    install(begin());
    site.progress().say("deploying hub, a WebSocket server with a mistake in it; no policy");
    return hub();
  }

  private Installation begin() throws CommandException, IOException, InterruptedException {
    var installation = new Installation(site);
    cleanup.removeLeftovers();
    if (installation.isPresent()) {
      throw new CommandException(
          "Stuckpod is already installed in this cluster: the demo brings its own; use another"
              + " cluster, or uninstall it first (helm uninstall stuckpod -n stuckpod)");
    }
    installation.loadImages();
    stage.open();
    return installation;
  }

  private void install(Installation installation)
      throws CommandException, IOException, InterruptedException {
    site.progress().say("installing Stuckpod by Helm");
    installation.install();
  }

  private Pod hub() throws CommandException, IOException, InterruptedException {
    stage.apply("e2e/apps/manifests/hub.yaml");
    return stage.awaitPod("hub");
  }

  /** The policy, which lets nothing be restarted unless there is no other way here. */
  private StuckPolicy policy(Way way) throws IOException {
    StuckPolicy policy =
        Serialization.unmarshal(
            Files.readString(site.root().resolve("e2e/demo/policy.yaml")), StuckPolicy.class);
    if (way == Way.RESTART) {
      site.progress()
          .say(
              "this machine's kernel (Yama) lets nobody read another process's memory: SIGQUIT is"
                  + " allowed instead, and the server will be restarted once");
      policy.setSpec(
          StuckPolicySpecBuilder.builder(policy.getSpec())
              .capture(new CaptureSpec(null, true, null, null))
              .build());
    }
    return policy;
  }
}
