package dev.stuckpod.operator.history;

import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.rules.Rule;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Chooses which pod of the workload is shown beside one that is stuck: the one that does most. */
final class Sibling {

  /** What changes on a pod that works. */
  private static final Set<Rule.Role> MOVES =
      EnumSet.of(Rule.Role.Counter, Rule.Role.Frozen, Rule.Role.Beat);

  private Sibling() {}

  /**
   * Chooses it.
   *
   * @param courses of the stuck pod and of others of its workload
   * @param stuck the pod's name
   * @return its name; empty where none is seen to work
   */
  static Optional<String> of(Rule rule, List<Course> courses, String stuck, Stretch stretch) {
    Map<String, List<Course>> pods =
        courses.stream()
            .filter(course -> !course.pod().equals(stuck))
            .collect(Collectors.groupingBy(Course::pod, TreeMap::new, Collectors.toList()));
    Map<String, Integer> work = new TreeMap<>();
    pods.forEach((pod, of) -> work.put(pod, work(rule, of, stretch.firstHeld())));
    return work.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  /** How much a pod did while the other stood still; 0 where it did nothing, too. */
  private static int work(Rule rule, List<Course> courses, int firstHeld) {
    return switch (rule) {
      case Rule.Clauses clauses -> {
        List<String> moving =
            clauses.uses().stream()
                .filter(use -> MOVES.contains(use.role()))
                .map(use -> use.metric().toString())
                .toList();
        yield courses.stream()
            .filter(course -> moving.contains(course.metric()))
            .mapToInt(course -> changes(course.values(), firstHeld))
            .sum();
      }
      case Rule.ScrapeHang _ ->
          courses.stream()
              .filter(course -> course.metric().equals("up"))
              .mapToInt(course -> answers(course.values(), firstHeld))
              .sum();
      case Rule.LockWait _ -> 0; // nothing of it is recorded
      case Rule.OwnQuery _ -> 0; // whom it gives is stuck, and of the others it says nothing
    };
  }

  private static int changes(List<Double> values, int from) {
    int changes = 0;
    double before = Double.NaN;
    for (double value : values.subList(Math.min(from, values.size()), values.size())) {
      changes += Double.isFinite(before) && Double.isFinite(value) && value != before ? 1 : 0;
      before = Double.isFinite(value) ? value : before;
    }
    return changes;
  }

  /** How often it answered; 0 where it once did not. */
  private static int answers(List<Double> values, int from) {
    List<Double> held = values.subList(Math.min(from, values.size()), values.size());
    return held.contains(0.0) ? 0 : (int) held.stream().filter(Double::isFinite).count();
  }
}
