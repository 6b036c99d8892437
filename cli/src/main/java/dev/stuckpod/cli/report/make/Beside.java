package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.page.Plot.Point;
import dev.stuckpod.cli.report.page.Plot.Span;
import dev.stuckpod.cli.report.plot.Histories;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.cli.report.plot.Series;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a pod of the same workload did meanwhile, and what its routines do. */
final class Beside {

  private Beside() {}

  /**
   * Gives what only the stuck pod's routines do, if the other was sampled, and a sentence for each
   * metric that moved there while the rule held.
   */
  static List<String> of(DumpAnalysis analysis) {
    DumpAnalysisStatus status = analysis.getStatus();
    return status == null
        ? List.of()
        : Stream.concat(
                sampled(status.sibling()), moved(status.history(), analysis.getSpec().podName()))
            .toList();
  }

  private static Stream<String> sampled(@Nullable Sibling sibling) {
    if (sibling == null || sibling.message() == null) {
      return Stream.of();
    }
    List<String> only = sibling.onlyHere() == null ? List.of() : sibling.onlyHere();
    return Stream.concat(Stream.of(sibling.message()), only.stream());
  }

  private static Stream<String> moved(@Nullable History history, @Nullable String pod) {
    Span held = Histories.held(history);
    return held == null
        ? Stream.of()
        : Histories.series(history).stream()
            .filter(series -> !series.pod().equals(pod))
            .flatMap(series -> said(series, held).stream());
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
