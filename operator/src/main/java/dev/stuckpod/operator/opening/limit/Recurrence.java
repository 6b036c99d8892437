package dev.stuckpod.operator.opening.limit;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.analyses.AnalysisView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is known already from being dumped again and again. Before a dump is taken nobody
 * knows what it will show: what the last incident of the same workload and rule has shown is taken
 * for it. Pure.
 */
public final class Recurrence {

  private Recurrence() {}

  /**
   * Says why one more need not be dumped now.
   *
   * @param all the analyses of the namespace
   * @param workload as Kind/NAME
   * @param by who asks, and by which rule, as in {@code status.seenIn}
   * @param frequency how often the same is dumped
   * @return a sentence; empty where the last one has shown nothing that is counted, or seldom
   */
  public static Optional<String> limit(
      Collection<AnalysisView> all, String workload, String by, Frequency frequency, Instant now) {
    return known(all, workload, by).flatMap(first -> limit(first, workload, by, frequency, now));
  }

  /**
   * Finds the analysis that tells what the last incident of a workload has shown.
   *
   * @param by who asks, and by which rule, as for {@link #limit}
   */
  public static Optional<AnalysisView> known(
      Collection<AnalysisView> all, String workload, String by) {
    List<AnalysisView> own =
        all.stream()
            .filter(AnalysisView::over)
            .filter(view -> workload.equals(view.workload()))
            .toList();
    return own.stream()
        .filter(view -> view.isNoticedBy(by))
        .max(Comparator.comparing(AnalysisView::created))
        .map(AnalysisView::signature)
        .filter(hash -> !hash.isEmpty())
        .flatMap(hash -> first(own, hash));
  }

  private static Optional<AnalysisView> first(List<AnalysisView> own, String hash) {
    return own.stream()
        .filter(view -> view.counts() && hash.equals(view.signature()))
        .max(Comparator.comparing(AnalysisView::recent));
  }

  private static Optional<String> limit(
      AnalysisView first, String workload, String by, Frequency frequency, Instant now) {
    Instant oldest = now.minus(frequency.per());
    List<Instant> within = first.seenBy(by).filter(at -> at.isAfter(oldest)).sorted().toList();
    return frequency
        .exceeded(within)
        .map(
            full ->
                "The last dump of %s by this rule has shown what DumpAnalysis %s tells; it was seen %d times in %s, and limits.perSignature allows no more: the next is possible at %s."
                    .formatted(
                        workload,
                        first.getMetadata().getName(),
                        full.count(),
                        Durations.format(frequency.per()),
                        full.free().truncatedTo(ChronoUnit.SECONDS)));
  }
}
