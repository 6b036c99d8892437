package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Loads the hub until it freezes, and waits until that is noticed. */
final class Freeze {

  private static final String SCRIPT = "e2e/load/hub.js";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  /** What was seen: the analysis, and the server's last sign of life before it. */
  record Noticed(DumpAnalysis analysis, Instant frozen, Instant at) {}

  private final Site site;
  private final Stage stage;
  private final KubernetesClient client;

  Freeze(Site site, Stage stage) {
    this.site = site;
    this.stage = stage;
    this.client = site.client();
  }

  /** Starts k6 in the cluster, for as long as the freeze is waited for. */
  void startLoad(Pod hub) throws IOException {
    startLoad(hub, Long.toString(PATIENCE.toSeconds()));
  }

  /** Starts k6 in the cluster, for so many seconds. */
  void startLoad(Pod hub, String seconds) throws IOException {
    client.pods().inNamespace(Stage.NAMESPACE).withName("k6").withGracePeriod(0).delete();
    client
        .pods()
        .inNamespace(Stage.NAMESPACE)
        .withName("k6")
        .waitUntilCondition(gone -> gone == null, 30, java.util.concurrent.TimeUnit.SECONDS);
    stage.apply(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("k6")
            .endMetadata()
            .addToData("hub.js", Files.readString(site.root().resolve(SCRIPT)))
            .build());
    Pod k6;
    try (var yaml = Files.newInputStream(site.root().resolve("e2e/demo/load.yaml"))) {
      k6 = client.pods().load(yaml).item();
    }
    var args = new java.util.ArrayList<>(k6.getSpec().getContainers().getFirst().getArgs());
    args.addAll(java.util.List.of("-e", "TARGET=" + hub.getStatus().getPodIP() + ":8080"));
    args.addAll(java.util.List.of("-e", "DURATION=" + seconds));
    k6.getSpec().getContainers().getFirst().setArgs(args);
    stage.apply(k6);
  }

  void stopLoad() {
    client.pods().inNamespace(Stage.NAMESPACE).withName("k6").withGracePeriod(0).delete();
  }

  /** Waits for the DumpAnalysis of a pod. */
  Noticed await(Pod hub) throws CommandException, InterruptedException {
    var vitals = new Vitals(client, hub.getMetadata().getName());
    Instant end = Instant.now().plus(PATIENCE);
    Instant told = Instant.now();
    while (Instant.now().isBefore(end)) {
      Optional<DumpAnalysis> found = find(hub);
      if (found.isPresent()) {
        Instant frozen =
            vitals
                .lastSignOfLife()
                .orElseThrow(() -> new CommandException("The hub's metrics never answered"));
        return new Noticed(found.get(), frozen, Instant.now());
      }
      vitals.look();
      if (Duration.between(told, Instant.now()).compareTo(TOLD_EVERY) >= 0) {
        told = Instant.now();
        site.progress().say(describe(vitals));
      }
      Thread.sleep(PAUSE);
    }
    throw new CommandException(
        "Nothing was noticed in "
            + PATIENCE.toSeconds()
            + " s; see why with: kubectl describe stuckpolicy hub -n "
            + Stage.NAMESPACE);
  }

  private static String describe(Vitals vitals) {
    long still =
        vitals.lastSignOfLife().map(t -> Duration.between(t, Instant.now()).toSeconds()).orElse(0L);
    return "hub: " + vitals.describe() + (still > 2 ? "; unchanged for " + still + " s" : "");
  }

  private Optional<DumpAnalysis> find(Pod hub) {
    return client
        .resources(DumpAnalysis.class)
        .inNamespace(Stage.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(a -> hub.getMetadata().getName().equals(a.getSpec().podName()))
        .findFirst();
  }
}
