package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Resources that a sidecar might have in a pod.
 *
 * @param resources of its container
 * @param spool the limit of its volume
 */
record Candidate(ResourceRequirements resources, Quantity spool) {

  private static final String DISK = "ephemeral-storage";

  /** As configured: LimitRanges may fill in what is missing. */
  static Candidate configured(ResourceRequirements resources, Quantity spool) {
    return new Candidate(resources, spool);
  }

  /** Says all of cpu and memory, as near to the wishes as the bounds allow. */
  static Candidate within(
      Bounds bounds,
      ResourceRequirements configured,
      Function<String, BigDecimal> limits,
      Function<String, BigDecimal> requests,
      SidecarNeeds needs) {
    var limit = new TreeMap<>(Demand.map(configured.getLimits()));
    var request = new TreeMap<>(Demand.map(configured.getRequests()));
    for (String resource : SidecarNeeds.LEAST.keySet()) {
      BigDecimal most = bounds.limit(resource, limits.apply(resource));
      limit.put(resource, Written.quantity(resource, most));
      BigDecimal least = bounds.request(resource, requests.apply(resource), most);
      request.put(resource, Written.quantity(resource, least));
    }
    return new Candidate(resources(request, limit), needs.spool());
  }

  /**
   * Says also the rest of what a container would be given unasked: no devices, and room on the disk
   * for the spool. A pod is evicted that writes more than the sum of its containers' limits, so the
   * spool must not use up the app's.
   *
   * @param disk the wished limit in bytes, where there must be one
   */
  Candidate with(Pod pod, Bounds bounds, BigDecimal disk) {
    var limits = new TreeMap<>(Demand.map(resources.getLimits()));
    var requests = new TreeMap<>(Demand.map(resources.getRequests()));
    var given = new TreeSet<>(bounds.given());
    if (Demand.containers(pod).anyMatch(each -> Demand.of(each).limits().has(DISK))) {
      given.add(DISK);
    }
    given.removeAll(SidecarNeeds.LEAST.keySet());
    Quantity room = spool;
    for (String resource : given) {
      BigDecimal limit = bounds.limit(resource, DISK.equals(resource) ? disk : BigDecimal.ZERO);
      limits.putIfAbsent(resource, Written.quantity(resource, limit));
      BigDecimal request =
          DISK.equals(resource) ? bounds.request(resource, BigDecimal.ZERO, limit) : limit;
      requests.putIfAbsent(resource, Written.quantity(resource, request));
      if (DISK.equals(resource)) {
        BigDecimal least = limit.min(room.getNumericalAmount());
        room = Written.quantity(resource, least);
      }
    }
    return new Candidate(resources(requests, limits), room);
  }

  /** Whether it asks for neither cpu nor memory. */
  boolean bare() {
    return SidecarNeeds.LEAST.keySet().stream()
        .noneMatch(Demand.map(resources.getLimits())::containsKey);
  }

  /** The pod with such a sidecar behind its init containers. */
  Pod in(Pod pod, String name) {
    Container sidecar =
        new ContainerBuilder()
            .withName(name)
            .withRestartPolicy("Always")
            .withResources(resources)
            .build();
    return new PodBuilder(pod)
        .editSpec()
        .withInitContainers(
            Stream.concat(
                    Demand.list(pod.getSpec().getInitContainers()).stream(), Stream.of(sidecar))
                .toList())
        .endSpec()
        .build();
  }

  private static ResourceRequirements resources(
      Map<String, Quantity> requests, Map<String, Quantity> limits) {
    return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }
}
