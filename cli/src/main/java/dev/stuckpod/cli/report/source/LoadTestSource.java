package dev.stuckpod.cli.report.source;

import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.make.Evidence;
import dev.stuckpod.cli.report.make.LoadTestPage;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.plot.OpenMetricsText;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A load test: its run, its dumps, its readings. */
final class LoadTestSource {

  private LoadTestSource() {}

  static ReportPage page(
      Run run, Report report, KeptDumps.Store store, List<String> readings, Links links) {
    Map<String, Evidence> evidence = new HashMap<>();
    run.analyses()
        .forEach((name, one) -> KeptDumps.of(one, store).ifPresent(e -> evidence.put(name, e)));
    return LoadTestPage.of(run, report, evidence, plots(run, report, readings), links);
  }

  private static List<Plot> plots(Run run, Report report, List<String> readings) {
    Set<String> stuck =
        report.pods().stream()
            .filter(pod -> pod.result() == Report.Fate.STUCK)
            .map(Report.Pod::name)
            .collect(Collectors.toSet());
    Optional<Instant> since =
        report.pods().stream()
            .map(pod -> Seen.time(pod.since()))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    return Plots.of(
        OpenMetricsText.read(readings),
        stuck,
        run.analyses().values().stream()
            .flatMap(LoadTestSource::metrics)
            .collect(Collectors.toSet()),
        span(since.orElse(null), run.analyses().values().stream()));
  }

  /** From where something stands still to the last dump of it. */
  static Plot.@Nullable Span span(@Nullable Instant since, Stream<DumpAnalysis> analyses) {
    Optional<Instant> dump =
        analyses
            .filter(one -> one.getStatus() != null && one.getStatus().dumps() != null)
            .flatMap(one -> one.getStatus().dumps().stream())
            .map(DumpInfo::takenAt)
            .map(Seen::time)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return since == null || dump.isEmpty()
        ? null
        : new Plot.Span(since, dump.get(), "from where it stands still to the last dump");
  }

  /** The metrics that a decision rested on. */
  static Stream<String> metrics(DumpAnalysis analysis) {
    var trigger = analysis.getSpec().trigger();
    return trigger == null || trigger.readings() == null
        ? Stream.empty()
        : trigger.readings().stream().map(TriggerReading::metric).filter(Objects::nonNull);
  }
}
