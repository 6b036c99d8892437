package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.Plot.Line;
import dev.stuckpod.cli.report.page.Plot.Point;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.stream.Stream;

/** Draws readings over time, small. */
final class PlotHtml {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 120;
  private static final int TOP = 18;
  private static final int BOTTOM = 100;
  private static final int LEFT = 4;
  private static final int LONGEST = 160;

  private final Plot plot;
  private final long from;
  private final long to;
  private final DoubleSummaryStatistics values;

  private PlotHtml(Plot plot, List<Plot> all) {
    this.plot = plot;
    LongSummaryStatistics times =
        points(all).mapToLong(p -> p.at().toEpochMilli()).summaryStatistics();
    this.from = times.getMin();
    this.to = Math.max(from + 1, times.getMax());
    this.values =
        points(List.of(plot))
            .mapToDouble(Point::value)
            .filter(Double::isFinite)
            .summaryStatistics();
  }

  private static Stream<Point> points(List<Plot> plots) {
    return plots.stream().flatMap(p -> p.lines().stream()).flatMap(line -> line.points().stream());
  }

  static void write(List<Plot> plots, HtmlDocument.Page html) {
    html.open("section", "id", "readings").element("h2", "Readings").line();
    html.open("ul", "class", "legend").open("li").element("span", "", "class", "swatch");
    html.text("the pod").close();
    List<String> others =
        plots.stream()
            .flatMap(p -> p.lines().stream())
            .filter(line -> !line.own())
            .map(Line::name)
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      String name = Cut.marked(others.getFirst(), LONGEST);
      String beside = others.size() == 1 ? "beside it: " + name : "pods beside it";
      html.open("li").element("span", "", "class", "swatch other").text(beside).close();
    }
    plots.stream()
        .map(Plot::window)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            window -> {
              html.open("li").element("span", "", "class", "swatch window");
              html.text(window.says()).close();
            });
    html.close().line().open("div", "class", "plots").line();
    plots.forEach(plot -> new PlotHtml(plot, plots).write(html)); // with one axis of time
    html.close().close().line();
  }

  private void write(HtmlDocument.Page html) {
    String title = Cut.marked(plot.title(), LONGEST);
    html.open("figure", "class", "plot").open("figcaption").element("b", title, "class", "mono");
    html.text(Cut.marked(plot.says(), LONGEST)).close();
    html.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        "%s; %s".formatted(title, Cut.marked(plot.says(), LONGEST)));
    window(html);
    axis(html, BOTTOM);
    for (int i = plot.lines().size() - 1; i >= 0; i--) { // its own on top
      line(plot.lines().get(i), html);
    }
    String range = "%s to %s".formatted(number(values.getMin()), number(values.getMax()));
    text(html, LEFT, TOP - 5, "start", range);
    text(html, LEFT, HEIGHT - 6, "start", clock(from));
    text(html, WIDTH - LEFT, HEIGHT - 6, "end", clock(to));
    html.close().close().line();
  }

  private void window(HtmlDocument.Page html) {
    Plot.Span window = plot.window();
    if (window == null) {
      return;
    }
    double left = x(window.from().toEpochMilli());
    double right = x(window.to().toEpochMilli());
    if (right > left) {
      rect(html, left, right - left);
    }
  }

  private static void rect(HtmlDocument.Page html, double x, double width) {
    html.open(
            "rect",
            "class",
            "window",
            "x",
            n(x),
            "y",
            String.valueOf(TOP),
            "width",
            n(width),
            "height",
            String.valueOf(BOTTOM - TOP))
        .close();
  }

  private static void axis(HtmlDocument.Page html, int y) {
    String at = String.valueOf(y);
    html.open("line", "class", "axis", "x1", "0", "x2", String.valueOf(WIDTH), "y1", at, "y2", at)
        .close();
  }

  private void line(Line line, HtmlDocument.Page html) {
    StringBuilder points = new StringBuilder();
    for (Point point : line.points()) {
      if (Double.isFinite(point.value())) {
        points.append(n(x(point.at().toEpochMilli()))).append(',').append(n(y(point.value())));
        points.append(' ');
      }
    }
    String kind = line.own() ? "own" : "other";
    html.open("polyline", "class", kind, "points", points.toString().strip());
    html.element("title", line.name()).close();
  }

  private static void text(HtmlDocument.Page html, int x, int y, String anchor, String text) {
    html.element(
        "text", text, "x", String.valueOf(x), "y", String.valueOf(y), "text-anchor", anchor);
  }

  private double x(long at) {
    double share = (double) (Math.clamp(at, from, to) - from) / (to - from);
    return LEFT + share * (WIDTH - 2 * LEFT);
  }

  private double y(double value) {
    double range = values.getMax() - values.getMin();
    double share = range <= 0 || !Double.isFinite(range) ? 0.5 : (value - values.getMin()) / range;
    return BOTTOM - 6 - share * (BOTTOM - TOP - 10);
  }

  private static String clock(long at) {
    return TimelineHtml.clock(Instant.ofEpochMilli(at));
  }

  private static String number(double value) {
    return Plots.number(value);
  }

  static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
