package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;

/** What a namespace allows its pods. */
public sealed interface NamespaceLimits {

  /** Nothing is limited. */
  Known NONE = new Known(List.of(), List.of());

  /** As it was read. */
  record Known(List<LimitRange> ranges, List<ResourceQuota> quotas) implements NamespaceLimits {
    public Known {
      ranges = List.copyOf(ranges);
      quotas = List.copyOf(quotas);
    }
  }

  /**
   * It could not be read.
   *
   * @param message of what failed
   */
  record Unread(String message) implements NamespaceLimits {}
}
