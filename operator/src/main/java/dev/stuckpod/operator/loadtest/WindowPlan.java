package dev.stuckpod.operator.loadtest;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Detect;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.RetentionSpec;
import dev.stuckpod.operator.loadtest.window.During;
import dev.stuckpod.operator.loadtest.window.WindowTimes;
import dev.stuckpod.operator.opening.Limits;
import dev.stuckpod.operator.opening.limit.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window's specification with its defaults filled in.
 *
 * @param interval between two looks at a pod
 * @param detect by what is suspected
 * @param least how certain a dump must be to fail the window
 * @param limits how many dumps may be taken
 * @param capture how they are taken
 * @param keep how many ended windows of the namespace are kept
 * @param ttl how long this one is kept when it has ended
 */
record WindowPlan(
    WindowTimes times,
    Duration interval,
    Senses detect,
    Confidence least,
    Limits limits,
    CaptureSpec capture,
    int keep,
    Duration ttl) {

  /** A pod that is suspected without end is looked at again and again, but not for ever. */
  private static final Frequency OF_A_POD = new Frequency(12, Duration.ofHours(1));

  /** One that ends by it is not asked twice. */
  private static final Frequency WITH_A_RESTART = new Frequency(1, Duration.ofHours(1));

  private static final Frequency OF_A_WINDOW = new Frequency(200, Duration.ofHours(1));
  static final int AT_ONCE = 4;

  /** That somebody has stood was seen by then: a second dump need not wait as long. */
  private static final String BETWEEN_SAMPLES = "1s";

  /** By what is suspected. */
  record Senses(boolean locks, boolean metrics, boolean residue, boolean policies) {
    /** Whether pages of metrics are fetched. */
    boolean scrapes() {
      return metrics || residue;
    }

    private static Senses of(@Nullable Detect detect) {
      return detect == null
          ? new Senses(true, true, true, true)
          : new Senses(
              on(detect.locks()),
              on(detect.metrics()),
              on(detect.residue()),
              on(detect.policies()));
    }

    private static boolean on(@Nullable Boolean said) {
      return said == null || said;
    }
  }

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException with a sentence, where the API server has accepted too much
   */
  static WindowPlan of(LoadTestWindowSpec spec) {
    RetentionSpec keep =
        Objects.requireNonNullElse(spec.retention(), new RetentionSpec(null, null));
    CaptureSpec asked = spec.capture();
    boolean restarts = asked != null && Boolean.TRUE.equals(asked.allowRestart());
    var least = spec.failOn() == null ? null : spec.failOn().confidence();
    return new WindowPlan(
        new WindowTimes(
            during(spec.during()),
            duration(spec.settle(), "1m"),
            duration(spec.deadline(), "2h"),
            Boolean.TRUE.equals(spec.ended())),
        duration(spec.interval(), "3s"),
        Senses.of(spec.detect()),
        least == null ? Confidence.Strong : Confidence.valueOf(least.name()),
        new Limits(restarts ? WITH_A_RESTART : OF_A_POD, OF_A_WINDOW, null, AT_ONCE),
        new CaptureSpec(
            asked == null ? null : asked.methods(),
            restarts,
            asked == null ? null : asked.samples(),
            asked == null || asked.interval() == null ? BETWEEN_SAMPLES : asked.interval()),
        Objects.requireNonNullElse(keep.keep(), 10),
        duration(keep.ttl(), "168h"));
  }

  private static During during(LoadTestWindowSpec.@Nullable During during) {
    if (during == null) {
      return new During.ByHand();
    }
    if (during.duration() != null) {
      return new During.For(Durations.parse(during.duration()));
    }
    if (during.until() != null) {
      return new During.Until(Instant.parse(during.until()));
    }
    if (during.testRun() != null) {
      return new During.Child(during.testRun().name());
    }
    return during.job() == null ? new During.ByHand() : new During.Child(during.job().name());
  }

  private static Duration duration(@Nullable String text, String otherwise) {
    return Durations.parse(Objects.requireNonNullElse(text, otherwise));
  }
}
