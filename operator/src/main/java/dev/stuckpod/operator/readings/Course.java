package dev.stuckpod.operator.readings;

import java.util.List;

/**
 * What a metric of a pod was over a stretch of time.
 *
 * @param metric as evidence names it
 * @param pod its name
 * @param values one for each point of the stretch; NaN where there is none
 */
public record Course(String metric, String pod, List<Double> values) {
  public Course {
    values = List.copyOf(values);
  }
}
