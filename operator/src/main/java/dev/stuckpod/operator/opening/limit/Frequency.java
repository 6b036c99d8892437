package dev.stuckpod.operator.opening.limit;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** So many in so much time. */
public record Frequency(int count, Duration per) {

  /** Takes it from a specification; where it says nothing, so many in an hour. */
  public static Frequency of(@Nullable Rate rate, int count) {
    return rate == null
        ? new Frequency(count, Duration.ofHours(1))
        : new Frequency(rate.count(), Durations.parse(rate.per()));
  }

  /**
   * No more is possible now.
   *
   * @param count how many there were
   * @param free when one more is
   */
  public record Full(int count, Instant free) {}

  /**
   * Tells whether no more is possible.
   *
   * @param within when there was one in the time that counts, the oldest first
   */
  public Optional<Full> exceeded(List<Instant> within) {
    return within.size() < count
        ? Optional.empty()
        : Optional.of(new Full(within.size(), within.get(within.size() - count).plus(per)));
  }
}
