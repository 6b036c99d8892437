package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.turns.Turns;
import java.util.Collection;

/**
 * A source that is asked in turns for what was: apart from the turns in which pods are judged,
 * which wait for none of it.
 *
 * @param turns of all who ask this source
 */
record FairCourses(Courses courses, Turns turns) implements Courses {

  private static final int AT_ONCE = 2;
  private static final int OF_A_NAMESPACE = 1;

  /** The turns of a source. */
  static Turns ofASource() {
    return new Turns(AT_ONCE, OF_A_NAMESPACE);
  }

  @Override
  public Told over(Stretch stretch, Rule rule, String namespace, Collection<AskedPod> pods) {
    try (var _ = turns.take(namespace)) {
      return courses.over(stretch, rule, namespace, pods);
    }
  }
}
