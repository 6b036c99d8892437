package dev.stuckpod.operator.incident.failure;

/** A step could not be done, because a port failed or there is nothing to be done. */
public final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Says what has failed. */
  public Trouble(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  /** Says what has failed, and by what. */
  public Trouble(Failure failure, Throwable cause) {
    super(failure.sentence(), cause);
    this.failure = failure;
  }

  /** What has failed. */
  public Failure failure() {
    return failure;
  }
}
