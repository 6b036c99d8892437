package dev.stuckpod.operator.history;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.status.ValueText;
import dev.stuckpod.status.Weight;
import dev.stuckpod.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what was told of a stretch of time, in few bytes. */
final class Written {

  /** Lines of an object: the metrics that are asked for, of two pods. */
  private static final int MOST_LINES = 2 * Courses.MOST_METRICS;

  /** Of all lines: some hundred bytes are usual, and a metric's labels may be of any length. */
  private static final int MOST_BYTES = 16 << 10;

  private static final int LONGEST = 512;

  private Written() {}

  /** Why there is nothing. */
  static History nothing(String why) {
    return new History(null, null, null, null, null, Sentence.of(why, LONGEST));
  }

  /**
   * Writes it: of each metric the pod's own line, and after it the one of a sibling that works.
   * What has no room is counted.
   */
  static History of(Courses.Told told, Stretch stretch, Rule rule, String pod) {
    return switch (told) {
      case Courses.Told.Missing(var why) ->
          nothing("How the readings were before is not here: " + why.message());
      case Courses.Told.Given(var courses, int unasked) ->
          given(courses, unasked, stretch, rule, pod);
    };
  }

  private static History given(
      List<Course> courses, int unasked, Stretch stretch, Rule rule, String pod) {
    List<Course> own = courses.stream().filter(course -> course.pod().equals(pod)).toList();
    if (own.isEmpty()) {
      return nothing("The source of metrics has nothing of this pod and time.");
    }
    Optional<String> sibling = Sibling.of(rule, courses, pod, stretch);
    var lines = new ArrayList<HistoryLine>();
    int bytes = 0;
    int left = 0;
    for (Course course : ordered(own, courses, sibling)) {
      HistoryLine line = line(course);
      bytes += Weight.of(line);
      if (bytes > MOST_BYTES || lines.size() == MOST_LINES) {
        left++;
      } else {
        lines.add(line);
      }
    }
    return new History(
        stretch.from().toString(),
        Durations.format(stretch.step()),
        stretch.heldFrom().toString(),
        stretch.to().toString(),
        List.copyOf(lines),
        missing(unasked, left));
  }

  private static List<Course> ordered(
      List<Course> own, List<Course> courses, Optional<String> sibling) {
    var ordered = new ArrayList<Course>();
    for (Course course : own) {
      ordered.add(course);
      courses.stream()
          .filter(other -> other.metric().equals(course.metric()))
          .filter(other -> sibling.filter(other.pod()::equals).isPresent())
          .forEach(ordered::add);
    }
    return ordered;
  }

  private static HistoryLine line(Course course) {
    return new HistoryLine(
        OneLine.of(course.metric()).within(LONGEST).text(),
        course.pod(),
        ValueText.of(course.values()));
  }

  private static @Nullable String missing(int unasked, int left) {
    var parts = new ArrayList<String>();
    if (unasked > 0) {
      parts.add("The rule has %d more metrics.".formatted(unasked));
    }
    if (left > 0) {
      parts.add("For %d more lines there was no room.".formatted(left));
    }
    return parts.isEmpty() ? null : String.join(" ", parts);
  }
}
