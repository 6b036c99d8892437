package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what namespaces allow their pods. That there is no quota is believed for some seconds; what
 * is left of one is read for every pod, because every pod changes it.
 */
final class LimitsReader {

  private final Believed<NamespaceLimits.Known> seen;
  private final KubernetesClient client;

  LimitsReader(KubernetesClient client, Clock clock) {
    this.client = client;
    this.seen = new Believed<>(clock);
  }

  /** Returns what is so, else what was last seen to be so. */
  NamespaceLimits read(String namespace) {
    Optional<NamespaceLimits.Known> unlimited =
        seen.now(namespace).filter(limits -> limits.quotas().isEmpty());
    if (unlimited.isPresent()) {
      return unlimited.get();
    }
    try {
      var limits =
          new NamespaceLimits.Known(
              client.limitRanges().inNamespace(namespace).list().getItems(),
              client.resourceQuotas().inNamespace(namespace).list().getItems());
      seen.remember(namespace, limits);
      return limits;
    } catch (KubernetesClientException failed) {
      return seen.last(namespace)
          .<NamespaceLimits>map(limits -> limits)
          .orElseGet(() -> new NamespaceLimits.Unread(message(failed)));
    }
  }

  private static String message(KubernetesClientException failed) {
    @Nullable String message =
        failed.getStatus() == null ? failed.getMessage() : failed.getStatus().getMessage();
    return message == null ? "code " + failed.getCode() : message;
  }
}
