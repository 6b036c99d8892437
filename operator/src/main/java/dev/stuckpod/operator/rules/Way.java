package dev.stuckpod.operator.rules;

import dev.stuckpod.crds.v1alpha1.StuckWhen.StuckRule;
import java.util.List;

/**
 * One way to be stuck.
 *
 * @param name shown in readings, Events and metrics
 * @param rules each of which must call the pod stuck; one at least
 */
public record Way(String name, List<Rule> rules) {

  /** One rule alone. */
  public static Way of(Rule rule) {
    return new Way(rule.name(), List.of(rule));
  }

  /**
   * Parses a rule that the API server has accepted.
   *
   * @throws IllegalArgumentException with a sentence, should it have accepted too much
   */
  public static Way of(StuckRule rule) {
    return new Way(rule.name(), RuleParser.parse(rule));
  }
}
