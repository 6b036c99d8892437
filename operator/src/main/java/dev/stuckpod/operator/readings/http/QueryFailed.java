package dev.stuckpod.operator.readings.http;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.rules.Rule;

/** There is no answer that can be judged by; the message is for the user. */
public final class QueryFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /** Says why, and what to do. */
  public QueryFailed(Failure failure, String message) {
    super(message, null, false, false);
    this.failure = failure;
  }

  /** Names the rule that asked, unless the message does. */
  public QueryFailed of(Rule rule) {
    String message = String.valueOf(getMessage());
    boolean asked =
        failure == Failure.AnswerTooLarge
            || failure == Failure.QueryRejected
            || failure == Failure.QueryNotScoped;
    return asked && !message.startsWith("Rule ")
        ? new QueryFailed(failure, "Rule %s: %s".formatted(rule.name(), message))
        : this;
  }

  /** What the one who asked is told. */
  public Answer.Missing answer() {
    return new Answer.Missing(failure, String.valueOf(getMessage()));
  }

  /** Why there is none. */
  public Failure failure() {
    return failure;
  }
}
