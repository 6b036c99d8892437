package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps sidecars from using up the room that an app's next pods need: what a quota has left after a
 * pod must hold as many more like it, or as many as without the sidecar.
 */
final class Room {

  private Room() {}

  /**
   * Returns the first objection.
   *
   * @param alone the pod without its sidecar
   * @param both with it
   * @param coming how many more pods like it need room; empty if that is not known. Asked for only
   *     where it matters.
   */
  static Optional<Objection> objection(
      Pod alone, Pod both, List<ResourceQuota> quotas, Supplier<OptionalLong> coming) {
    return quotas.stream()
        .filter(quota -> QuotaScopes.cover(quota, alone))
        .flatMap(quota -> objections(alone, both, quota, coming))
        .findFirst();
  }

  private static Stream<Objection> objections(
      Pod alone, Pod both, ResourceQuota quota, Supplier<OptionalLong> coming) {
    Amounts each = Quotas.usage(alone);
    Amounts with = QuotaScopes.cover(quota, both) ? Quotas.usage(both) : Amounts.NONE;
    Amounts used = QuotaScopes.used(quota);
    return QuotaScopes.hard(quota).by().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> each.get(entry.getKey()).filter(one -> one.signum() > 0).isPresent())
        .flatMap(
            entry -> {
              String name = entry.getKey();
              BigDecimal one = each.get(name).orElseThrow();
              BigDecimal left = entry.getValue().subtract(used.get(name).orElse(BigDecimal.ZERO));
              long without = fit(left.subtract(one), one);
              long then = fit(left.subtract(with.get(name).orElse(BigDecimal.ZERO)), one);
              if (then >= without) {
                return Stream.of();
              }
              long needed = Math.min(without, coming.get().orElse(without));
              return then >= needed
                  ? Stream.of()
                  : Stream.of(
                      new Objection(
                          Objection.By.QUOTA,
                          "ResourceQuota %s: %s has room for %d more such pods, with the sidecar for %d"
                              .formatted(quota.getMetadata().getName(), name, without, then)));
            });
  }

  private static long fit(BigDecimal left, BigDecimal one) {
    return left.divide(one, 0, RoundingMode.FLOOR).longValue();
  }
}
