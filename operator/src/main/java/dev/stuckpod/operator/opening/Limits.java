package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.LimitsSpec;
import dev.stuckpod.operator.opening.limit.Frequency;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often an opener may have incidents opened.
 *
 * @param perPolicy by the opener in all
 * @param perSignature of a workload, while its last incident by the same rule has shown what is
 *     known; null where that does not matter
 * @param concurrent captures under way at once
 */
public record Limits(
    Frequency perPod, Frequency perPolicy, @Nullable Frequency perSignature, int concurrent) {

  private static final Frequency KNOWN = new Frequency(5, Duration.ofHours(24));

  /** Which of them. */
  public enum Kind {
    Concurrent,
    PerPod,
    PerPolicy
  }

  /** Fills in what is not said. */
  public static Limits of(@Nullable LimitsSpec spec) {
    LimitsSpec limits = Objects.requireNonNullElse(spec, new LimitsSpec(null, null, null, null));
    return new Limits(
        Frequency.of(limits.perPod(), 1),
        Frequency.of(limits.perPolicy(), 5),
        limits.perSignature() == null ? KNOWN : Frequency.of(limits.perSignature(), 1),
        Objects.requireNonNullElse(limits.concurrent(), 2));
  }

  /** No slot older than this counts. */
  Duration memory() {
    return perPod.per().compareTo(perPolicy.per()) > 0 ? perPod.per() : perPolicy.per();
  }
}
