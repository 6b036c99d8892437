package dev.stuckpod.operator.readings.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One series of an answer.
 *
 * @param labels of the series
 * @param points oldest first; one for an instant vector
 */
public record Series(Map<String, String> labels, List<Point> points) {

  /** A number at a time, in seconds since 1970. */
  public record Point(double at, double value) {}

  /** Value of a label; empty where it has none. */
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** When the newest number was true. */
  public Instant at() {
    return Instant.ofEpochMilli(Math.round(points.getLast().at() * 1000));
  }

  /** The newest number. */
  public double value() {
    return points.getLast().value();
  }
}
