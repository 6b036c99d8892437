package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.operator.loadtest.keep.ReadingsKeeper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes windows that are over: one that is too old, or beyond the newest so many. */
final class WindowRetention {

  private static final Logger LOG = LoggerFactory.getLogger(WindowRetention.class);
  private static final Duration AGAIN = Duration.ofMinutes(5);

  /** Of those that ended in the same second one is the newer, whoever asks. */
  private static final Comparator<LoadTestWindow> NEWEST_FIRST =
      Comparator.comparing(WindowRetention::ended)
          .reversed()
          .thenComparing(one -> one.getMetadata().getName());

  private final KubernetesClient client;
  private final ReadingsKeeper keeper;
  private final Clock clock;

  WindowRetention(KubernetesClient client, ReadingsKeeper keeper, Clock clock) {
    this.client = client;
    this.keeper = keeper;
    this.clock = clock;
  }

  /**
   * Deletes those of a window's namespace whose time has come: it has ended, so others may have to
   * give way to it.
   *
   * @return when to look again
   */
  Duration apply(LoadTestWindow window, ResourceCache<WindowView> all) {
    List<LoadTestWindow> newest =
        all.list(window.getMetadata().getNamespace())
            .map(WindowView::window)
            .filter(one -> one.getStatus() != null && one.getStatus().endedAt() != null)
            .sorted(NEWEST_FIRST)
            .toList();
    for (int newer = 0; newer < newest.size(); newer++) {
      LoadTestWindow one = newest.get(newer);
      WindowPlan plan = WindowPlan.of(one.getSpec());
      if (newer >= plan.keep() || !left(one, plan).isPositive()) {
        delete(one);
      }
    }
    Duration left = left(window, WindowPlan.of(window.getSpec()));
    return left.isPositive() && left.compareTo(AGAIN) < 0 ? left : AGAIN;
  }

  private Duration left(LoadTestWindow window, WindowPlan plan) {
    return Duration.between(clock.instant(), ended(window).plus(plan.ttl()));
  }

  /** That one: another may have been created under its name. */
  private void delete(LoadTestWindow window) {
    var metadata = window.getMetadata();
    client.resource(window).lockResourceVersion(metadata.getResourceVersion()).delete();
    keeper.forget(window);
    LOG.info("{}/{} deleted: past its retention", metadata.getNamespace(), metadata.getName());
  }

  private static Instant ended(LoadTestWindow window) {
    return Instant.parse(String.valueOf(window.getStatus().endedAt()));
  }
}
