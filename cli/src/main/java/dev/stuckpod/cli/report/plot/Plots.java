package dev.stuckpod.cli.report.plot;

import dev.stuckpod.cli.loadtest.report.Moment;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.Plot.Line;
import dev.stuckpod.cli.report.page.Plot.Point;
import dev.stuckpod.cli.report.page.Plot.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses readings that are worth a look: what stood still first, then what moved. */
public final class Plots {
  private static final int PLOTS = 12;
  private static final int BESIDE = 4;
  private static final int POINTS = 3;

  private Plots() {}

  /**
   * Chooses them.
   *
   * @param own pods that the page is about; where none is, all are beside
   * @param named metrics that the decision rested on
   * @param window that is marked; null where there is none
   */
  public static List<Plot> of(
      Collection<Series> all, Set<String> own, Set<String> named, @Nullable Span window) {
    Map<String, List<Series>> metrics = new LinkedHashMap<>();
    for (Series one : all) {
      if (one.points().size() >= POINTS) {
        metrics.computeIfAbsent(one.title(), _ -> new ArrayList<>()).add(one);
      }
    }
    return metrics.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(s -> changes(s.points()) > 0))
        .sorted(Comparator.comparingInt(e -> rank(e.getValue(), own, named)))
        .limit(PLOTS)
        .map(e -> plot(e.getKey(), e.getValue(), own, window))
        .toList();
  }

  /**
   * Draws all of what a decision rested on, in its order, whether it moved or not.
   *
   * @param own the pod that the page is about
   * @param window that is marked; null where there is none
   */
  public static List<Plot> all(Collection<Series> all, String own, @Nullable Span window) {
    Map<String, List<Series>> metrics = new LinkedHashMap<>();
    for (Series one : all) {
      if (!one.points().isEmpty()) {
        metrics.computeIfAbsent(one.title(), _ -> new ArrayList<>()).add(one);
      }
    }
    return metrics.entrySet().stream()
        .map(e -> told(plot(e.getKey(), e.getValue(), Set.of(own), window)))
        .toList();
  }

  /** Whose it is needs no word; what goes on beside it does. */
  private static Plot told(Plot plot) {
    String says =
        plot.lines().stream()
            .map(line -> line.own() ? says(line.points()) : "beside it, " + says(line))
            .collect(Collectors.joining("; "));
    return new Plot(plot.title(), says, plot.lines(), plot.window());
  }

  private static int rank(List<Series> lines, Set<String> own, Set<String> named) {
    boolean told = lines.stream().anyMatch(s -> named.contains(s.metric()));
    boolean stands = lines.stream().anyMatch(s -> own.contains(s.pod()) && isStanding(s.points()));
    return (told ? 0 : 4) + (stands ? 0 : 2);
  }

  private static Plot plot(
      String title, List<Series> lines, Set<String> own, @Nullable Span window) {
    List<Line> drawn = new ArrayList<>();
    lines.stream()
        .filter(s -> own.contains(s.pod()))
        .limit(BESIDE)
        .forEach(s -> drawn.add(new Line(s.pod(), true, s.points())));
    lines.stream()
        .filter(s -> !own.contains(s.pod()))
        .limit(BESIDE)
        .forEach(s -> drawn.add(new Line(s.pod(), false, s.points())));
    return new Plot(title, says(drawn.getFirst()), drawn, window);
  }

  private static String says(Line line) {
    return (line.name().isEmpty() ? "" : line.name() + ": ") + says(line.points());
  }

  private static String says(List<Point> points) {
    Point last = points.getLast();
    Instant since = since(points);
    if (since.equals(points.getFirst().at())) {
      return "%s all the time".formatted(number(last.value()));
    }
    return since.equals(last.at())
        ? "moves to the end, %s at last".formatted(number(last.value()))
        : "stands at %s since %s, for %d s"
            .formatted(
                number(last.value()),
                Moment.clock(since),
                Duration.between(since, last.at()).toSeconds());
  }

  /** Since when the last value was read, without a break. */
  private static Instant since(List<Point> points) {
    int at = points.size() - 1;
    while (at > 0 && points.get(at - 1).value() == points.get(at).value()) {
      at--;
    }
    return points.get(at).at();
  }

  private static int changes(List<Point> points) {
    int changes = 0;
    for (int i = 1; i < points.size(); i++) {
      changes += points.get(i).value() == points.get(i - 1).value() ? 0 : 1;
    }
    return changes;
  }

  private static boolean isStanding(List<Point> points) {
    int last = points.size() - 1;
    return last >= 2
        && changes(points) > 1
        && points.get(last).value() == points.get(last - 1).value()
        && points.get(last).value() == points.get(last - 2).value();
  }

  /** Gives a value as short as it can be read. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value).replace(',', '\u202f');
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3g" : "%.2f", value);
  }
}
