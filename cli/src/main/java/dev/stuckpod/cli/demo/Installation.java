package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.images.ImageFactory;
import dev.stuckpod.images.ground.ImageException;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings images into the cluster and Stuckpod by Helm. */
final class Installation {

  static final String RELEASE = "stuckpod";
  static final String NAMESPACE = "stuckpod";

  /** One of the types; all come and go together. */
  private static final String TYPE = "dumpanalyses.stuckpod.dev";

  private static final List<String> OURS = List.of("operator", "sidecar");
  private static final List<String> APPS = List.of("hub", "k6", "prometheus");

  private static final String SIDECAR = "stuckpod";
  private static final Duration WEBHOOK = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Creates nothing; prints the init containers that a pod would have. */
  private static final String[] PROBE = {
    "run",
    "probe",
    "--namespace=" + Stage.NAMESPACE,
    "--image=none",
    "--labels=stuckpod.dev/inject=true",
    "--dry-run=server",
    "--output=jsonpath={.spec.initContainers[*].name}"
  };

  private final Site site;

  Installation(Site site) {
    this.site = site;
  }

  /** Makes and loads the images; what the cluster has already is not loaded again. */
  void loadImages() throws CommandException, IOException, InterruptedException {
    Path cache = Checkout.cache().resolve("images");
    var factory = new ImageFactory(site.root(), cache, site.progress()::say);
    var tars = new ArrayList<String>();
    try {
      for (String name : OURS) {
        tars.add(factory.tar(name, false).toString());
      }
    } catch (ImageException failed) {
      throw new CommandException(String.valueOf(failed.getMessage()), failed);
    }
    site.script("e2e/apps/build", APPS.toArray(String[]::new)).lines().forEach(tars::add);
    site.progress().say("loading " + tars.size() + " images into the cluster");
    site.script("e2e/cluster/load", tars.toArray(String[]::new));
  }

  /** Tells whether somebody has installed Stuckpod already. */
  boolean isPresent() {
    return site.client().namespaces().withName(NAMESPACE).get() != null
        || site.client()
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", RELEASE)
                .list()
                .getItems()
                .size()
            > 0;
  }

  /** Installs the chart, in a namespace marked as the demo's, and waits for the operator. */
  void install() throws CommandException, IOException, InterruptedException {
    boolean hadTypes =
        site.client().apiextensions().v1().customResourceDefinitions().withName(TYPE).get() != null;
    site.client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels(Stage.LABEL, hadTypes ? "operator" : "operator-and-types")
                .endMetadata()
                .build())
        .create();
    site.helm(
        "install",
        RELEASE,
        "charts/stuckpod",
        "-n",
        NAMESPACE,
        "--set",
        "prometheus.url=http://prometheus." + Stage.NAMESPACE + ":9090",
        "--wait",
        "--timeout",
        "3m");
    awaitWebhook();
  }

  /** The webhook fails open: until the API server reaches it, pods get no sidecar. */
  private void awaitWebhook() throws CommandException, IOException, InterruptedException {
    Instant end = Instant.now().plus(WEBHOOK);
    while (!site.kubectl(PROBE).contains(SIDECAR)) {
      if (Instant.now().isAfter(end)) {
        throw new CommandException(
            "The webhook does not answer the API server: pods get no sidecar; see kubectl logs"
                + " deploy/stuckpod -n "
                + NAMESPACE);
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Removes what {@link #install} has brought, and nothing else. */
  void remove() throws CommandException, IOException, InterruptedException {
    Namespace namespace = site.client().namespaces().withName(NAMESPACE).get();
    String ours = namespace == null ? null : namespace.getMetadata().getLabels().get(Stage.LABEL);
    if (ours == null) {
      return;
    }
    site.helm("uninstall", RELEASE, "-n", NAMESPACE, "--ignore-not-found", "--wait");
    if (ours.equals("operator-and-types")) {
      site.kubectl("delete", "-f", "charts/stuckpod/crds", "--ignore-not-found", "--wait=false");
    }
    site.client().namespaces().withName(NAMESPACE).delete();
  }
}
