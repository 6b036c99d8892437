package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.readings.Answer.Failure;

/** There is no answer that can be judged by; the message is for the user. */
final class QueryFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  QueryFailed(Failure failure, String message) {
    super(message, null, false, false);
    this.failure = failure;
  }

  Answer.Missing answer() {
    return new Answer.Missing(failure, String.valueOf(getMessage()));
  }

  Failure failure() {
    return failure;
  }
}
