package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Tells what readings were, as far back as they are remembered. */
record ScrapedCourses(BiFunction<Target, Instant, ScrapedPod> pods) implements Courses {

  @Override
  public Told over(Stretch stretch, Rule rule, String namespace, Collection<AskedPod> asked) {
    List<Instant> points =
        IntStream.range(0, stretch.points())
            .mapToObj(i -> stretch.from().plus(stretch.step().multipliedBy(i)))
            .toList();
    List<Metric> metrics =
        rule instanceof Rule.Clauses clauses
            ? clauses.uses().stream().map(Rule.Use::metric).distinct().toList()
            : List.of();
    var courses = new ArrayList<Course>();
    List<AskedPod> sorted = asked.stream().sorted(Comparator.comparing(AskedPod::name)).toList();
    for (Metric metric : metrics.stream().limit(MOST_METRICS).toList()) {
      for (AskedPod one : sorted) {
        add(courses, metric.toString(), one, of(one, namespace, stretch).course(metric, points));
      }
    }
    if (rule instanceof Rule.ScrapeHang) {
      for (AskedPod one : sorted) {
        add(courses, "up", one, of(one, namespace, stretch).up(points));
      }
    }
    return new Told.Given(courses, Math.max(0, metrics.size() - MOST_METRICS));
  }

  private ScrapedPod of(AskedPod one, String namespace, Stretch stretch) {
    return pods.apply(new Target(namespace, one.name(), one.container()), stretch.to());
  }

  private static void add(List<Course> courses, String metric, AskedPod pod, List<Double> values) {
    if (values.stream().anyMatch(Double::isFinite)) {
      courses.add(new Course(metric, pod.name(), values));
    }
  }
}
