package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what namespaces allow their pods. That there is no quota is believed for some seconds; what
 * is left of one is read for every pod, because every pod changes it.
 */
public final class LimitsReader {

  private final Believed<NamespaceLimits.Known> seen;
  private final KubernetesClient client;

  /** Reads with a client. */
  public LimitsReader(KubernetesClient client, Clock clock) {
    this.client = client;
    this.seen = new Believed<>(clock);
  }

  /** Returns what is so, else what was last seen to be so. */
  public NamespaceLimits read(String namespace) {
    Optional<NamespaceLimits.Known> unlimited =
        seen.now(namespace).filter(limits -> limits.quotas().isEmpty());
    if (unlimited.isPresent()) {
      return unlimited.get();
    }
    try {
      var limits =
          new NamespaceLimits.Known(
              client.limitRanges().inNamespace(namespace).list().getItems().stream()
                  .map(LimitsReader::needed)
                  .toList(),
              client.resourceQuotas().inNamespace(namespace).list().getItems().stream()
                  .map(LimitsReader::needed)
                  .toList());
      seen.remember(namespace, limits);
      return limits;
    } catch (KubernetesClientException failed) {
      return seen.last(namespace)
          .<NamespaceLimits>map(limits -> limits)
          .orElseGet(() -> new NamespaceLimits.Unread(message(failed)));
    }
  }

  /** What is annotated is not remembered. */
  private static LimitRange needed(LimitRange whole) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName(whole.getMetadata().getName())
        .endMetadata()
        .withSpec(whole.getSpec())
        .build();
  }

  private static ResourceQuota needed(ResourceQuota whole) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName(whole.getMetadata().getName())
        .endMetadata()
        .withSpec(whole.getSpec())
        .withStatus(whole.getStatus())
        .build();
  }

  private static String message(KubernetesClientException failed) {
    @Nullable String message =
        failed.getStatus() == null ? failed.getMessage() : failed.getStatus().getMessage();
    return message == null ? "code " + failed.getCode() : message;
  }
}
