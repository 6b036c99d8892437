package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something moved for the last time, by the readings. */
final class Progress {

  private Progress() {}

  /** Gives the last change before a pod stands still; empty where that is not known. */
  static Optional<Moment> last(List<Plot> plots, @Nullable Instant freeze) {
    if (freeze == null) {
      return Optional.empty();
    }
    return plots.stream()
        .flatMap(plot -> plot.lines().stream().filter(Plot.Line::own).map(line -> last(plot, line)))
        .flatMap(Optional::stream)
        .filter(moment -> !moment.at().isAfter(freeze))
        .max(Comparator.comparing(Moment::at));
  }

  private static Optional<Moment> last(Plot plot, Plot.Line line) {
    return lastChange(line)
        .filter(at -> at.isBefore(line.points().getLast().at()))
        .map(at -> new Moment(at, Stage.PROGRESS, plot.title() + " moves for the last time"));
  }

  /** Gives when a value was read that differs from the one before. */
  static Optional<Instant> lastChange(Plot.Line line) {
    List<Plot.Point> points = line.points();
    for (int i = points.size() - 1; i > 0; i--) {
      if (points.get(i).value() != points.get(i - 1).value()) {
        return Optional.of(points.get(i).at());
      }
    }
    return Optional.empty();
  }
}
