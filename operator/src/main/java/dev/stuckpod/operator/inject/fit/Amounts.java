package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of resources.
 *
 * @param by in cores, bytes or pieces, by the resource's name; a missing one differs from zero
 */
record Amounts(Map<String, BigDecimal> by) {

  static final Amounts NONE = new Amounts(Map.of());

  Amounts {
    by = Map.copyOf(by);
  }

  static Amounts of(@Nullable Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    var by = new TreeMap<String, BigDecimal>();
    quantities.forEach((name, quantity) -> by.put(name, quantity.getNumericalAmount()));
    return new Amounts(by);
  }

  Optional<BigDecimal> get(String resource) {
    return Optional.ofNullable(by.get(resource));
  }

  boolean has(String resource) {
    return by.containsKey(resource);
  }

  Amounts plus(Amounts other) {
    return merge(other, BigDecimal::add);
  }

  Amounts max(Amounts other) {
    return merge(other, BigDecimal::max);
  }

  /** What is here, and of the other what is missing here. */
  Amounts orElse(Amounts other) {
    return merge(other, (here, _) -> here);
  }

  private Amounts merge(Amounts other, BinaryOperator<BigDecimal> both) {
    if (other.by.isEmpty()) {
      return this;
    }
    var merged = new TreeMap<>(by);
    other.by.forEach((name, amount) -> merged.merge(name, amount, both));
    return new Amounts(merged);
  }
}
