package dev.stuckpod.operator.decide;

import java.util.List;

/** What is thought of a pod. Unknown is never Stuck. */
public sealed interface Decision {

  /** Why, in one word. */
  Reason reason();

  /** Why, in a sentence that names metric and numbers. */
  String message();

  /**
   * Everything that the rule asks for was seen.
   *
   * @param evidence one entry per clause
   */
  record Stuck(Reason reason, String message, List<Evidence> evidence) implements Decision {}

  /** Something was seen that a stuck pod does not do. */
  record Progressing(Reason reason, String message) implements Decision {}

  /** It cannot be said. */
  record Unknown(Reason reason, String message) implements Decision {}

  /** The value's name, for metrics. */
  default String value() {
    return getClass().getSimpleName();
  }
}
