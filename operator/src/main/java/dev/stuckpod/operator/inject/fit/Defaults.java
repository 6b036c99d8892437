package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what the API server fills in where a container says nothing: the limit as the request,
 * then what a LimitRange has for it.
 */
final class Defaults {

  private Defaults() {}

  /** Returns a copy of the pod, complete. */
  static Pod fill(Pod pod, List<LimitRange> ranges) {
    Pod filled = new PodBuilder(pod).build();
    filled
        .getSpec()
        .setContainers(
            filled.getSpec().getContainers().stream().map(each -> fill(each, ranges)).toList());
    filled
        .getSpec()
        .setInitContainers(
            Demand.list(filled.getSpec().getInitContainers()).stream()
                .map(each -> fill(each, ranges))
                .toList());
    return filled;
  }

  private static Container fill(Container container, List<LimitRange> ranges) {
    ResourceRequirements own = container.getResources();
    var limits = new TreeMap<>(Demand.map(own == null ? null : own.getLimits()));
    var requests = new TreeMap<>(Demand.map(own == null ? null : own.getRequests()));
    addMissing(requests, limits);
    for (LimitRange range : ranges) {
      for (LimitRangeItem item : Ranges.items(range, "Container")) {
        addMissing(limits, item.getDefault());
        addMissing(requests, item.getDefaultRequest());
      }
    }
    return new ContainerBuilder(container)
        .editOrNewResources()
        .withLimits(limits)
        .withRequests(requests)
        .endResources()
        .build();
  }

  private static void addMissing(
      Map<String, Quantity> amounts, @Nullable Map<String, Quantity> others) {
    Demand.map(others).forEach(amounts::putIfAbsent);
  }
}
