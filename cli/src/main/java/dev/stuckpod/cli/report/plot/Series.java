package dev.stuckpod.cli.report.plot;

import dev.stuckpod.cli.report.page.Plot.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Readings of one metric of one pod.
 *
 * @param metric its name
 * @param labels without the pod and its namespace
 * @param pod whose they are; empty where that is not told
 * @param points the oldest first
 */
public record Series(String metric, Map<String, String> labels, String pod, List<Point> points) {
  public Series {
    labels = Map.copyOf(labels);
    points = List.copyOf(points);
  }

  /** Its name, with the labels that tell it from others. */
  public String title() {
    return labels.isEmpty() ? metric : metric + new TreeMap<>(labels);
  }

  /** Both together, without what is in both. */
  Series and(Series other) {
    var all = new TreeMap<Instant, Point>();
    points.forEach(point -> all.put(point.at(), point));
    other.points.forEach(point -> all.put(point.at(), point));
    return new Series(metric, labels, pod, new ArrayList<>(all.values()));
  }
}
