package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between what a namespace's LimitRanges want every single container. */
record Bounds(List<LimitRange> ranges) {

  /** The nearest limit to a wished one. */
  BigDecimal limit(String resource, BigDecimal wish) {
    BigDecimal least = amounts(resource, LimitRangeItem::getMin).reduce(wish, BigDecimal::max);
    return amounts(resource, LimitRangeItem::getMax).reduce(least, BigDecimal::min);
  }

  /** The nearest request to a wished one that goes with a limit. */
  BigDecimal request(String resource, BigDecimal wish, BigDecimal limit) {
    BigDecimal least = amounts(resource, LimitRangeItem::getMin).reduce(wish, BigDecimal::max);
    Optional<BigDecimal> ratio =
        amounts(resource, LimitRangeItem::getMaxLimitRequestRatio).reduce(BigDecimal::min);
    BigDecimal enough =
        ratio.map(of -> limit.divide(of, MathContext.DECIMAL64)).orElse(least).max(least);
    return enough.min(limit);
  }

  /** Resources that a container is given without having asked. */
  Set<String> given() {
    var names = new TreeSet<String>();
    items()
        .forEach(
            item -> {
              names.addAll(Demand.map(item.getDefault()).keySet());
              names.addAll(Demand.map(item.getDefaultRequest()).keySet());
            });
    return names;
  }

  private Stream<BigDecimal> amounts(
      String resource, Function<LimitRangeItem, @Nullable Map<String, Quantity>> of) {
    return items().flatMap(item -> Amounts.of(of.apply(item)).get(resource).stream());
  }

  private Stream<LimitRangeItem> items() {
    return ranges.stream().flatMap(range -> Ranges.items(range, "Container").stream());
  }
}
