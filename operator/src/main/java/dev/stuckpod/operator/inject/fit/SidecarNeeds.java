package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What sidecars are to have, and what they cannot be without.
 *
 * @param resources in a Burstable or BestEffort pod
 * @param guaranteed in a Guaranteed pod: limits, which are its requests too
 * @param spool how much of the node's disk it may take
 */
public record SidecarNeeds(
    ResourceRequirements resources, ResourceRequirements guaranteed, Quantity spool) {

  /** The least limits with which a sidecar answers in time, by resource. */
  static final Map<String, BigDecimal> LEAST =
      Map.of("cpu", new BigDecimal("0.05"), "memory", BigDecimal.valueOf(64 << 20));

  /** The least spool that holds a dump worth having, in bytes. */
  static final BigDecimal LEAST_SPOOL = BigDecimal.valueOf(64 << 20);

  /** The least limit of a resource; what is configured to be less is enough. */
  BigDecimal least(String resource) {
    BigDecimal least = LEAST.getOrDefault(resource, BigDecimal.ZERO);
    return Amounts.of(resources.getLimits()).get(resource).map(least::min).orElse(least);
  }

  /** The limit that is to be, where there must be one. */
  BigDecimal limit(String resource) {
    return Amounts.of(resources.getLimits())
        .get(resource)
        .or(() -> Amounts.of(guaranteed.getLimits()).get(resource))
        .orElse(least(resource));
  }

  /** In a Guaranteed pod. */
  ResourceRequirements fixed() {
    return new ResourceRequirementsBuilder()
        .withRequests(guaranteed.getLimits())
        .withLimits(guaranteed.getLimits())
        .build();
  }

  BigDecimal request(String resource) {
    return Amounts.of(resources.getRequests()).get(resource).orElse(BigDecimal.ZERO);
  }

  BigDecimal guaranteed(String resource) {
    return Amounts.of(guaranteed.getLimits()).get(resource).orElse(least(resource));
  }
}
