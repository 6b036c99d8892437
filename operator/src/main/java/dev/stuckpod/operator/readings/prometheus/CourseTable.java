package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.readings.http.Rows;
import dev.stuckpod.operator.readings.http.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts the rows of an answer by metric and pod, as they arrive. */
final class CourseTable implements Rows {

  private final AskedRows asked;
  private final List<CourseQuery.Part> parts;
  private final Stretch stretch;

  /** Rows that name the container, by metric and then by pod. */
  private final List<Map<String, List<Double>>> named = new ArrayList<>();

  /** Rows that name none: they count where no other is. */
  private final List<Map<String, List<Double>>> unnamed = new ArrayList<>();

  CourseTable(
      Scope scope, Collection<AskedPod> pods, List<CourseQuery.Part> parts, Stretch stretch) {
    this.asked = new AskedRows(scope, pods);
    this.parts = parts;
    this.stretch = stretch;
    parts.forEach(
        _ -> {
          named.add(new TreeMap<>());
          unnamed.add(new TreeMap<>());
        });
  }

  @Override
  public void row(Series row) {
    String part = row.label(Query.PART);
    if (!asked.isAsked(row) || !part.matches("[0-9]{1,2}")) {
      return;
    }
    int number = Integer.parseInt(part);
    if (number >= parts.size()) {
      return;
    }
    List<Double> values =
        (asked.container(row).isEmpty() ? unnamed : named)
            .get(number)
            .computeIfAbsent(
                asked.pod(row),
                _ -> new ArrayList<>(Collections.nCopies(stretch.points(), Double.NaN)));
    for (Series.Point point : row.points()) {
      long at = stretch.nearest(Instant.ofEpochMilli(Math.round(point.at() * 1000)));
      if (at >= 0 && at < values.size()) {
        values.set((int) at, point.value());
      }
    }
  }

  List<Course> courses() {
    var courses = new ArrayList<Course>();
    for (int i = 0; i < parts.size(); i++) {
      var pods = new TreeMap<>(unnamed.get(i));
      pods.putAll(named.get(i));
      String metric = parts.get(i).metric();
      pods.forEach(
          (pod, values) -> {
            if (values.stream().anyMatch(Double::isFinite)) {
              courses.add(new Course(metric, pod, values));
            }
          });
    }
    return courses;
  }
}
