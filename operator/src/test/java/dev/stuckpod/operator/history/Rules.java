package dev.stuckpod.operator.history;

import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Rules and readings of these tests: five points, of which the last three are those that held. */
final class Rules {

  static final Rule NO_PROGRESS =
      new Rule.Clauses(
          "frozen",
          Duration.ofMinutes(1),
          List.of(new Load(Metric.of("clients", null), 100)),
          List.of(new Counter.AtMost(Metric.of("sent", null), 1)),
          List.of(Metric.of("routines", null)));
  static final Rule HANG = new Rule.ScrapeHang("hang", 3);
  static final Rule OWN = new Rule.OwnQuery("own", "stuck > 0", "stuck");

  static final Stretch FIVE =
      new Stretch(
          Instant.parse("2026-01-15T12:00:00Z"),
          Instant.parse("2026-01-15T12:00:02Z"),
          Instant.parse("2026-01-15T12:00:04Z"),
          Duration.ofSeconds(1));

  private Rules() {}

  /**
   * A line.
   *
   * @param values with blanks between; a dash is none
   */
  static Course course(String pod, String metric, String values) {
    return new Course(
        metric,
        pod,
        Stream.of(values.split(" ", -1))
            .map(word -> word.equals("-") ? Double.NaN : Double.parseDouble(word))
            .toList());
  }
}
