package dev.stuckpod.operator.inject.fit;

import dev.stuckpod.operator.pods.AppContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a sidecar has room in a pod and its namespace, and with which resources. */
public sealed interface Fit {

  /**
   * It has.
   *
   * @param resources of its container
   * @param spool the limit of its volume
   * @param whole what the pod is to state as a whole from now on; null where it states nothing
   * @param cores how many it may use at most, also by a LimitRange; null: as many as there are
   */
  record Fits(
      ResourceRequirements resources,
      Quantity spool,
      @Nullable ResourceRequirements whole,
      @Nullable BigDecimal cores)
      implements Fit {}

  /**
   * It has not: with the least that it needs the pod would be refused, or others like it later;
   * without it they are created.
   */
  record TooLarge(Objection objection) implements Fit {}

  /** The pod is refused even without a sidecar. */
  record RefusedAnyway(Objection objection) implements Fit {}

  /**
   * Finds the best resources with which the pod is created.
   *
   * @param pod without sidecar, as the API server shows it to a webhook
   * @param coming how many more pods like it need room; empty if that is not known. Asked for only
   *     where it matters.
   */
  static Fit of(
      Pod pod, NamespaceLimits.Known limits, SidecarNeeds needs, Supplier<OptionalLong> coming) {
    Optional<Objection> alone = Admittance.objection(pod, limits);
    if (alone.isPresent()) {
      return new RefusedAnyway(alone.get());
    }
    Pod filled = Defaults.fill(pod, limits.ranges());
    Optional<Objection> told = Optional.empty();
    for (Candidate candidate : Candidates.of(filled, limits, needs)) {
      Pod both = Defaults.fill(candidate.in(filled, AppContainer.SIDECAR), limits.ranges());
      Optional<Objection> objection =
          Admittance.objection(both, limits)
              .or(() -> tooLittle(candidate, both, needs))
              .or(() -> Room.objection(filled, both, limits.quotas(), coming));
      if (objection.isEmpty()) {
        return new Fits(
            candidate.resources(),
            candidate.spool(),
            PodLevel.isSet(filled) ? both.getSpec().getResources() : null,
            limits(both).get("cpu").orElse(null));
      }
      told = candidate.bare() ? told : objection; // the last asks for the least
    }
    return new TooLarge(told.orElseThrow());
  }

  private static Optional<Objection> tooLittle(
      Candidate candidate, Pod filled, SidecarNeeds needs) {
    Amounts limits = limits(filled);
    BigDecimal spool = candidate.spool().getNumericalAmount();
    BigDecimal least = SidecarNeeds.LEAST_SPOOL.min(needs.spool().getNumericalAmount());
    return Stream.concat(
            SidecarNeeds.LEAST.keySet().stream()
                .sorted()
                .flatMap(
                    name ->
                        limits.get(name).stream()
                            .filter(limit -> limit.compareTo(needs.least(name)) < 0)
                            .map(limit -> tooLittle(name, limit, needs.least(name)))),
            spool.compareTo(least) < 0
                ? Stream.of(tooLittle("ephemeral-storage", spool, least))
                : Stream.of())
        .findFirst();
  }

  private static Amounts limits(Pod both) {
    return Demand.of(both.getSpec().getInitContainers().getLast()).limits();
  }

  private static Objection tooLittle(String resource, BigDecimal limit, BigDecimal least) {
    return new Objection(
        Objection.By.RANGE,
        "LimitRanges leave a container %s of %s, and the sidecar needs %s"
            .formatted(Written.amount(resource, limit), resource, Written.amount(resource, least)));
  }
}
