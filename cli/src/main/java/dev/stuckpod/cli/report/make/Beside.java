package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.page.Plot.Point;
import dev.stuckpod.cli.report.page.Plot.Span;
import dev.stuckpod.cli.report.plot.Histories;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.cli.report.plot.Series;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import java.util.List;

/** Tells what a pod of the same workload did while the rule held, by the readings beside. */
final class Beside {

  private Beside() {}

  /** Gives a sentence for each metric that moved there. */
  static List<String> of(DumpAnalysis analysis) {
    DumpAnalysisStatus status = analysis.getStatus();
    Span held = status == null ? null : Histories.held(status.history());
    if (status == null || held == null) {
      return List.of();
    }
    String pod = analysis.getSpec().podName();
    return Histories.series(status.history()).stream()
        .filter(series -> !series.pod().equals(pod))
        .flatMap(series -> said(series, held).stream())
        .toList();
  }

  private static List<String> said(Series series, Span held) {
    List<Point> points =
        series.points().stream().filter(point -> !point.at().isBefore(held.from())).toList();
    if (points.stream().map(Point::value).distinct().count() < 2) {
      return List.of();
    }
    return List.of(
        "Meanwhile %s of %s, of the same workload, went from %s to %s."
            .formatted(
                series.metric(),
                series.pod(),
                Plots.number(points.getFirst().value()),
                Plots.number(points.getLast().value())));
  }
}
