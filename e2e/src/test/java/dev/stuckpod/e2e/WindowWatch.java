package dev.stuckpod.e2e;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Looks at the one window of a namespace a few times a second, whatever the API server does. */
final class WindowWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Scenario scenario;
  private final Thread thread;
  private volatile LoadTestWindowStatus status = LoadTestWindowStatusBuilder.builder().build();
  private volatile @Nullable Instant provenAt;

  WindowWatch(Scenario scenario) {
    this.scenario = scenario;
    thread = Thread.ofVirtual().start(this::look);
  }

  private void look() {
    try {
      while (true) {
        try {
          read();
        } catch (KubernetesClientException away) {
          // it is looked at again
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    Optional<LoadTestWindowStatus> seen =
        scenario
            .client()
            .resources(LoadTestWindow.class)
            .inNamespace(scenario.namespace())
            .list()
            .getItems()
            .stream()
            .map(LoadTestWindow::getStatus)
            .filter(Objects::nonNull)
            .findFirst();
    seen.ifPresent(
        one -> {
          status = one;
          if (provenAt == null && one.incidents() != null && !one.incidents().isEmpty()) {
            provenAt = Instant.now();
          }
        });
  }

  LoadTestWindowStatus status() {
    return status;
  }

  /** When it was seen that somebody is stuck; null as long as nobody is. */
  @Nullable Instant provenAt() {
    return provenAt;
  }

  void await(String what, Duration limit, Predicate<LoadTestWindowStatus> condition) {
    Awaitility.await(what + " in " + scenario.namespace())
        .atMost(limit)
        .pollInterval(PAUSE)
        .until(() -> condition.test(status));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
