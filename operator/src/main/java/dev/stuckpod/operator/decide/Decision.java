package dev.stuckpod.operator.decide;

import java.util.ArrayList;
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

  /**
   * What several rules come to that must hold together: what speaks against it counts first, then
   * what cannot be said.
   *
   * @param decisions one at least
   */
  static Decision together(List<Decision> decisions) {
    if (decisions.size() == 1) {
      return decisions.getFirst();
    }
    var evidence = new ArrayList<Evidence>();
    var messages = new ArrayList<String>();
    Decision unknown = null;
    for (Decision decision : decisions) {
      switch (decision) {
        case Progressing progressing -> {
          return progressing;
        }
        case Unknown why -> unknown = unknown == null ? why : unknown;
        case Stuck stuck -> {
          evidence.addAll(stuck.evidence());
          messages.add(stuck.message());
        }
      }
    }
    return unknown != null
        ? unknown
        : new Stuck(Reason.AllHold, String.join(" ", messages), List.copyOf(evidence));
  }
}
