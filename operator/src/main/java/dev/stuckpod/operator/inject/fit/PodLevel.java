package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resources that a pod states for itself as a whole, since Kubernetes 1.34: its containers share
 * them, and what they ask for must fit in.
 */
final class PodLevel {

  private static final Set<String> SUPPORTED = Set.of("cpu", "memory");

  private PodLevel() {}

  /** What the pod says of itself; empty where only its containers say something. */
  static Demand of(Pod pod) {
    Demand whole = Demand.ofWhole(pod);
    return new Demand(supported(whole.requests()), supported(whole.limits()));
  }

  static boolean isSet(Pod pod) {
    Demand whole = of(pod);
    return !whole.requests().by().isEmpty() || !whole.limits().by().isEmpty();
  }

  /** What the pod states as a whole, with what a sidecar states besides. */
  static @Nullable ResourceRequirements raised(Pod pod, ResourceRequirements sidecar) {
    ResourceRequirements whole = pod.getSpec().getResources();
    return whole == null
        ? null
        : new ResourceRequirementsBuilder(whole)
            .withRequests(raised(requests(pod, whole), sidecar.getRequests()))
            .withLimits(raised(whole.getLimits(), sidecar.getLimits()))
            .build();
  }

  /**
   * What the pod asks for as a whole, were there no sidecar: its limits, where nobody says anything
   * else. API servers since 1.37 see to that after webhooks, and then take the sum of its
   * containers if one of them asks for something, which may be the sidecar alone.
   */
  private static Map<String, Quantity> requests(Pod pod, ResourceRequirements whole) {
    var requests = new TreeMap<>(Demand.map(whole.getRequests()));
    Demand parts = Demand.of(pod);
    Demand.map(whole.getLimits())
        .forEach(
            (name, limit) -> {
              boolean said =
                  parts.requests().get(name).isPresent() || parts.limits().get(name).isPresent();
              if (SUPPORTED.contains(name) && !said) {
                requests.putIfAbsent(name, limit);
              }
            });
    return requests;
  }

  private static Map<String, Quantity> raised(
      @Nullable Map<String, Quantity> whole, @Nullable Map<String, Quantity> sidecar) {
    var raised = new TreeMap<>(Demand.map(whole));
    Amounts more = Amounts.of(sidecar);
    raised.replaceAll(
        (name, quantity) ->
            SUPPORTED.contains(name) && more.has(name)
                ? Written.quantity(
                    name, quantity.getNumericalAmount().add(more.get(name).orElseThrow()))
                : quantity);
    return raised;
  }

  /** Returns the first contradiction between the pod and its containers. */
  static Optional<Objection> objection(Pod pod, Demand sum) {
    Demand whole = of(pod);
    return Stream.concat(
            over(whole.requests(), sum.requests(), "requests", "its containers'"),
            pod.getSpec().getContainers().stream()
                .flatMap(
                    container ->
                        over(
                            whole.limits(),
                            Amounts.of(
                                container.getResources() == null
                                    ? null
                                    : container.getResources().getLimits()),
                            "limits",
                            "container " + container.getName() + "'s")))
        .findFirst();
  }

  private static Stream<Objection> over(Amounts whole, Amounts part, String what, String whose) {
    return whole.by().entrySet().stream()
        .filter(
            entry ->
                part.get(entry.getKey())
                    .filter(amount -> amount.compareTo(entry.getValue()) > 0)
                    .isPresent())
        .map(
            entry ->
                new Objection(
                    Objection.By.POD,
                    "the pod's own %s.%s of %s is less than %s"
                        .formatted(
                            what,
                            entry.getKey(),
                            Written.amount(entry.getKey(), entry.getValue()),
                            whose)));
  }

  private static Amounts supported(Amounts amounts) {
    Map<String, BigDecimal> kept =
        amounts.by().entrySet().stream()
            .filter(entry -> SUPPORTED.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Amounts(kept);
  }
}
