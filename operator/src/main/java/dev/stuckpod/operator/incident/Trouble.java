package dev.stuckpod.operator.incident;

/** A step could not be done, because a port failed or there is nothing to be done. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  Trouble(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  Trouble(Failure failure, Throwable cause) {
    super(failure.sentence(), cause);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
