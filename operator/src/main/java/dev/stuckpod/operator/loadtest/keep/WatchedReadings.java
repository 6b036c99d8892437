package dev.stuckpod.operator.loadtest.keep;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.operator.retention.HeldReadings;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows by a reconciler's own watch what windows hold, from its first reconciliation on. */
public final class WatchedReadings implements HeldReadings {

  private volatile @Nullable
      ResourceCache<? extends CustomResource<LoadTestWindowSpec, LoadTestWindowStatus>>
      cache;

  /** Looks at a reconciler's cache from now on. */
  public void lookAt(
      ResourceCache<? extends CustomResource<LoadTestWindowSpec, LoadTestWindowStatus>> primary) {
    cache = primary;
  }

  @Override
  public List<OfWindow> all() {
    var known = cache;
    return known == null ? List.of() : known.list().map(WatchedReadings::of).toList();
  }

  private static OfWindow of(CustomResource<LoadTestWindowSpec, LoadTestWindowStatus> window) {
    LoadTestWindowStatus status = window.getStatus();
    List<KeptReadings> readings =
        status == null || status.readings() == null ? List.of() : status.readings();
    return new OfWindow(
        window.getMetadata().getNamespace(),
        window.getMetadata().getName(),
        window.getMetadata().getUid(),
        readings.stream().mapToLong(KeptReadings::bytes).sum());
  }
}
