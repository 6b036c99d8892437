package dev.stuckpod.cli.report.plot;

import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.Plot.Point;
import dev.stuckpod.cli.report.page.Plot.Span;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.status.ValueText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readings over time as they stand in a DumpAnalysis, and the time over which its rule held. */
public final class Histories {

  private static final int MOST_LINES = 16;

  private Histories() {}

  /** Gives the lines; none where it has none, or no times that can be read. */
  public static List<Series> series(@Nullable History history) {
    if (history == null || history.lines() == null) {
      return List.of();
    }
    try {
      Instant from = Instant.parse(String.valueOf(history.from()));
      Duration step = Durations.parse(String.valueOf(history.step()));
      return history.lines().stream()
          .limit(MOST_LINES)
          .map(line -> new Series(line.metric(), Map.of(), line.pod(), points(line, from, step)))
          .toList();
    } catch (DateTimeException | IllegalArgumentException none) {
      return List.of();
    }
  }

  /** Gives the time over which the rule held; null where that is not told. */
  public static @Nullable Span held(@Nullable History history) {
    if (history == null || history.heldFrom() == null || history.heldTo() == null) {
      return null;
    }
    try {
      return new Plot.Span(
          Instant.parse(history.heldFrom()), Instant.parse(history.heldTo()), "the rule held");
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static List<Point> points(HistoryLine line, Instant from, Duration step) {
    List<Point> points = new ArrayList<>();
    Instant at = from;
    for (double value : ValueText.read(line.values())) {
      if (Double.isFinite(value)) {
        points.add(new Point(at, value));
      }
      at = at.plus(step);
    }
    return points;
  }
}
