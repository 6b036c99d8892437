package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes windows that are over: one that is too old, or beyond the newest so many. */
final class WindowRetention {

  private static final Logger LOG = LoggerFactory.getLogger(WindowRetention.class);
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final Clock clock;

  WindowRetention(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Deletes it if its time has come.
   *
   * @return when to look again
   */
  Duration apply(LoadTestWindow window, WindowPlan plan, ResourceCache<WindowView> all) {
    Instant ended = ended(window);
    long newer =
        all.list(window.getMetadata().getNamespace())
            .map(WindowView::window)
            .filter(one -> one.getStatus() != null && one.getStatus().endedAt() != null)
            .filter(one -> ended(one).isAfter(ended))
            .count();
    Duration left = Duration.between(clock.instant(), ended.plus(plan.ttl()));
    if (!left.isPositive() || newer >= plan.keep()) {
      client.resource(window).delete();
      LOG.info(
          "{}/{} deleted: past its retention",
          window.getMetadata().getNamespace(),
          window.getMetadata().getName());
      return AGAIN;
    }
    return left.compareTo(AGAIN) < 0 ? left : AGAIN;
  }

  private static Instant ended(LoadTestWindow window) {
    return Instant.parse(String.valueOf(window.getStatus().endedAt()));
  }
}
