package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Foretells what the API server's quota admission says of a pod. */
final class Quotas {

  /** A quota of one of these wants every container to state it. */
  private static final Set<String> STATED =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private static final Amounts ONE_POD =
      new Amounts(Map.of("pods", BigDecimal.ONE, "count/pods", BigDecimal.ONE));

  private Quotas() {}

  /** Returns the first objection. */
  static Optional<Objection> objection(Pod pod, List<ResourceQuota> quotas) {
    Amounts usage = usage(pod);
    return quotas.stream()
        .filter(quota -> QuotaScopes.cover(quota, pod))
        .flatMap(quota -> Stream.concat(unstated(quota, pod), exceeded(quota, usage)))
        .findFirst();
  }

  /** What a pod uses up, in the words of quotas. */
  static Amounts usage(Pod pod) {
    return usage(total(pod)).plus(ONE_POD);
  }

  private static Demand total(Pod pod) {
    Demand sum = Demand.of(pod).under(PodLevel.of(pod));
    Amounts overhead = Amounts.of(pod.getSpec().getOverhead());
    var limits = new TreeMap<>(sum.limits().by());
    limits.replaceAll(
        (name, limit) ->
            limit.signum() == 0 ? limit : limit.add(overhead.get(name).orElse(BigDecimal.ZERO)));
    return new Demand(sum.requests().plus(overhead), new Amounts(limits));
  }

  private static Amounts usage(Demand demand) {
    var usage = new TreeMap<String, BigDecimal>();
    demand
        .requests()
        .by()
        .forEach(
            (name, amount) -> {
              usage.put(name, amount);
              usage.put("requests." + name, amount);
            });
    demand.limits().by().forEach((name, amount) -> usage.put("limits." + name, amount));
    return new Amounts(usage);
  }

  private static Stream<Objection> unstated(ResourceQuota quota, Pod pod) {
    if (PodLevel.isSet(pod)) {
      return Stream.of();
    }
    return QuotaScopes.hard(quota).by().keySet().stream()
        .filter(STATED::contains)
        .sorted()
        .flatMap(
            resource ->
                Demand.containers(pod)
                    .filter(container -> !usage(Demand.of(container)).has(resource))
                    .map(Container::getName)
                    .map(name -> "container %s says no %s".formatted(name, resource)))
        .map(what -> objection(quota, what));
  }

  private static Stream<Objection> exceeded(ResourceQuota quota, Amounts usage) {
    Amounts hard = QuotaScopes.hard(quota);
    Amounts used = QuotaScopes.used(quota);
    return hard.by().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> usage.get(entry.getKey()).filter(more -> more.signum() > 0).isPresent())
        .flatMap(
            entry -> {
              String name = entry.getKey();
              BigDecimal more = usage.get(name).orElseThrow();
              Optional<BigDecimal> before = used.get(name);
              if (before.isEmpty()) {
                return Stream.of(name + " is not counted yet");
              }
              return before.get().add(more).compareTo(entry.getValue()) <= 0
                  ? Stream.of()
                  : Stream.of(
                      "%s %s is more than what is left of %s (used %s)"
                          .formatted(
                              name,
                              Written.amount(name, more),
                              Written.amount(name, entry.getValue()),
                              Written.amount(name, before.get())));
            })
        .map(what -> objection(quota, what));
  }

  private static Objection objection(ResourceQuota quota, String what) {
    return new Objection(
        Objection.By.QUOTA, "ResourceQuota %s: %s".formatted(quota.getMetadata().getName(), what));
  }
}
