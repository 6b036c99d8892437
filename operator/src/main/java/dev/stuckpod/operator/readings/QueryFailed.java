package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.rules.Rule;

/** There is no answer that can be judged by; the message is for the user. */
final class QueryFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  QueryFailed(Failure failure, String message) {
    super(message, null, false, false);
    this.failure = failure;
  }

  /** Names the rule that asked, unless the message does. */
  QueryFailed of(Rule rule) {
    String message = String.valueOf(getMessage());
    boolean asked =
        failure == Failure.AnswerTooLarge
            || failure == Failure.QueryRejected
            || failure == Failure.QueryNotScoped;
    return asked && !message.startsWith("Rule ")
        ? new QueryFailed(failure, "Rule %s: %s".formatted(rule.name(), message))
        : this;
  }

  Answer.Missing answer() {
    return new Answer.Missing(failure, String.valueOf(getMessage()));
  }

  Failure failure() {
    return failure;
  }
}
