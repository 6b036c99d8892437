package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Foretells what the API server's LimitRanger says of a pod. */
final class Ranges {

  private Ranges() {}

  /** Returns the first objection. */
  static Optional<Objection> objection(Pod pod, List<LimitRange> ranges) {
    Demand whole = Demand.of(pod).under(PodLevel.of(pod));
    return ranges.stream()
        .flatMap(
            range ->
                Stream.concat(
                    Demand.containers(pod).flatMap(container -> container(container, range)),
                    items(range, "Pod").stream()
                        .flatMap(item -> broken(item, whole, "the pod's sum").stream())
                        .map(what -> objection(range, what))))
        .findFirst();
  }

  private static Stream<Objection> container(Container container, LimitRange range) {
    Demand demand = Demand.of(container);
    return items(range, "Container").stream()
        .flatMap(item -> broken(item, demand, "container " + container.getName()).stream())
        .map(what -> objection(range, what));
  }

  static List<LimitRangeItem> items(LimitRange range, String type) {
    return Demand.list(range.getSpec() == null ? null : range.getSpec().getLimits()).stream()
        .filter(item -> type.equals(item.getType()))
        .toList();
  }

  private static Objection objection(LimitRange range, String what) {
    return new Objection(
        Objection.By.RANGE, "LimitRange %s: %s".formatted(range.getMetadata().getName(), what));
  }

  private static Optional<String> broken(LimitRangeItem item, Demand demand, String whose) {
    return Stream.of(
            each(Amounts.of(item.getMin()), "min", (of, bound) -> min(demand, of, bound)),
            each(Amounts.of(item.getMax()), "max", (of, bound) -> max(demand, of, bound)),
            each(
                Amounts.of(item.getMaxLimitRequestRatio()),
                "maxLimitRequestRatio",
                (of, bound) -> ratio(demand, of, bound)))
        .flatMap(broken -> broken)
        .findFirst()
        .map(what -> what + " is broken by " + whose);
  }

  private interface Bound {
    boolean holds(String resource, BigDecimal bound);
  }

  private static Stream<String> each(Amounts bounds, String name, Bound bound) {
    return bounds.by().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> !bound.holds(entry.getKey(), entry.getValue()))
        .map(
            entry ->
                "%s %s of %s"
                    .formatted(
                        name, Written.amount(entry.getKey(), entry.getValue()), entry.getKey()));
  }

  private static boolean min(Demand demand, String resource, BigDecimal bound) {
    return demand.requests().get(resource).filter(is -> is.compareTo(bound) >= 0).isPresent()
        && demand.limits().get(resource).filter(is -> is.compareTo(bound) < 0).isEmpty();
  }

  private static boolean max(Demand demand, String resource, BigDecimal bound) {
    return demand.limits().get(resource).filter(is -> is.compareTo(bound) <= 0).isPresent()
        && demand.requests().get(resource).filter(is -> is.compareTo(bound) > 0).isEmpty();
  }

  private static boolean ratio(Demand demand, String resource, BigDecimal bound) {
    BigDecimal request = demand.requests().get(resource).orElse(BigDecimal.ZERO);
    BigDecimal limit = demand.limits().get(resource).orElse(BigDecimal.ZERO);
    return request.signum() > 0
        && limit.signum() > 0
        && limit.compareTo(request.multiply(bound)) <= 0;
  }
}
