package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.pods.AppContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Opens the log in which a signalled app leaves its dump. */
final class AppLog {

  /** Clocks of nodes differ a little. */
  private static final Duration EARLIER = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final PodLogs logs;
  private final Path spool;
  private final Clock clock;

  AppLog(KubernetesClient client, Path spool, Clock clock) {
    this.client = client;
    this.logs = new PodLogs(client);
    this.spool = spool;
    this.clock = clock;
  }

  /** Follows it from now on. */
  LogFollower follow(Target target) throws IOException {
    return LogFollower.open(logs, target.log(), null, () -> fate(target), clock, file());
  }

  /** Reads it from an attempt on that was begun before, whether the container still runs or not. */
  LogFollower since(Target target, Attempt attempt) throws IOException {
    String startedAt = attempt.startedAt();
    Instant since = startedAt == null ? Instant.EPOCH : Instant.parse(startedAt).minus(EARLIER);
    return LogFollower.open(logs, target.log(), since, () -> fate(target), clock, file());
  }

  LogFollower.State fate(Target target) {
    return Target.fate(
        read(target.pod()),
        target.pod().getMetadata().getUid(),
        target.container(),
        target.containerID());
  }

  private @org.jspecify.annotations.Nullable Pod read(Pod pod) {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .get();
  }

  /** A new file in the spool. */
  Path file() throws IOException {
    return Files.createTempFile(spool, AppContainer.SIDECAR, ".spool");
  }
}
