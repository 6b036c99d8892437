package dev.stuckpod.cli.report.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one metric over time.
 *
 * @param title its name, with the labels that tell it from others
 * @param says what can be seen in it, in a sentence
 * @param lines of the pod itself first, then of those beside it
 * @param window the stretch that is marked; null where there is none
 */
public record Plot(String title, String says, List<Line> lines, @Nullable Span window) {
  public Plot {
    lines = List.copyOf(lines);
  }

  /**
   * Readings of one pod.
   *
   * @param own whether it is the pod that the page is about
   */
  public record Line(String name, boolean own, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** One reading. */
  public record Point(Instant at, double value) {}

  /**
   * A stretch of time.
   *
   * @param says what it is
   */
  public record Span(Instant from, Instant to, String says) {}
}
