package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.rules.Rule;
import java.util.Collection;
import java.util.List;

/** Who can tell what readings were over time. */
@FunctionalInterface
public interface Courses {

  /** Of a rule's metrics so many are asked for, the first ones. */
  int MOST_METRICS = 8;

  /**
   * Asks once for what a rule is judged by, as it was.
   *
   * @param namespace of the policy: no other's series count
   * @param pods to ask about, at most {@link Source#FEW}
   */
  Told over(Stretch stretch, Rule rule, String namespace, Collection<AskedPod> pods);

  /** What came of it. */
  sealed interface Told {

    /**
     * The source answered in full.
     *
     * @param courses by metric in the rule's order, then by pod; without what has no number
     * @param leftOut metrics of the rule that were not asked for
     */
    record Given(List<Course> courses, int leftOut) implements Told {}

    /** There is no answer. */
    record Missing(Answer.Missing why) implements Told {}
  }
}
