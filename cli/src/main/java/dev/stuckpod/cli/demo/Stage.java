package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The demo's own namespace: all that it needs besides Stuckpod itself stands there. */
final class Stage {

  static final String NAMESPACE = "stuckpod-demo";
  static final String CLUSTER_ROLE = "stuckpod-demo-prometheus";
  static final String LABEL = "stuckpod.dev/demo";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Site site;
  private final KubernetesClient client;

  Stage(Site site) {
    this.site = site;
    this.client = site.client();
  }

  void open() {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels(LABEL, "true")
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /** Applies a manifest of the checkout, all of it in the demo's namespace. */
  void apply(String path) throws IOException {
    try (InputStream yaml = Files.newInputStream(site.root().resolve(path))) {
      for (HasMetadata object : client.load(yaml).items()) {
        apply(object);
      }
    }
  }

  void apply(HasMetadata object) {
    switch (object.getKind()) {
      case "Namespace" -> {
        return; // the demo has its own
      }
      case "ClusterRole" -> object.getMetadata().setName(CLUSTER_ROLE);
      case "ClusterRoleBinding" -> {
        object.getMetadata().setName(CLUSTER_ROLE);
        var binding = (ClusterRoleBinding) object;
        binding.getRoleRef().setName(CLUSTER_ROLE);
        binding.getSubjects().forEach(subject -> subject.setNamespace(NAMESPACE));
      }
      default -> object.getMetadata().setNamespace(NAMESPACE);
    }
    client.resource(object).forceConflicts().serverSideApply();
  }

  /** Waits until an app has one pod, the new one, and it is ready. */
  Pod awaitPod(String app) throws CommandException, InterruptedException {
    return await(
        "pod of " + app,
        () -> {
          List<Pod> pods =
              client.pods().inNamespace(NAMESPACE).withLabel("app", app).list().getItems();
          return pods.stream()
              .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
              .filter(Readiness::isPodReady)
              .findFirst()
              .orElse(null);
        });
  }

  /**
   * Waits until there is a value.
   *
   * @param asked gives null as long as there is none
   */
  <T> T await(String what, Supplier<@org.jspecify.annotations.Nullable T> asked)
      throws CommandException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 1; System.nanoTime() < end; i++) {
      T value = asked.get();
      if (value != null) {
        return value;
      }
      if (i % 50 == 0) {
        site.progress().say("… waiting for " + what);
      }
      Thread.sleep(PAUSE);
    }
    throw new CommandException(
        "There is no "
            + what
            + " after "
            + PATIENCE.toSeconds()
            + " s; look with: kubectl get pods,events -n "
            + NAMESPACE);
  }
}
