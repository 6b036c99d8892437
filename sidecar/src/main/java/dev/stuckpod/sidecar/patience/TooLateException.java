package dev.stuckpod.sidecar.patience;

import java.io.IOException;
import java.time.Duration;

/** Something was not over when it had to be. */
public final class TooLateException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean begun;
  private final boolean hopeless;

  private TooLateException(String message, boolean begun, boolean hopeless) {
    super(message);
    this.begun = begun;
    this.hopeless = hopeless;
  }

  static TooLateException after(Duration within) {
    return new TooLateException("it was not over within " + within.toSeconds() + " s", true, false);
  }

  static TooLateException unbegun() {
    return new TooLateException("others before it were not over", false, false);
  }

  static TooLateException behindOneThatHangs() {
    return new TooLateException("one before it was given up and still hangs", false, true);
  }

  /** Whether it was begun at all. */
  public boolean begun() {
    return begun;
  }

  /** Whether it was not begun because one before it hangs, perhaps for good. */
  public boolean hopeless() {
    return hopeless;
  }
}
