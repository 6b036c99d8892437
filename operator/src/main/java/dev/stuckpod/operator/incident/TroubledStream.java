package dev.stuckpod.operator.incident;

import java.io.IOException;

/** Carries a trouble through those who read a stream. */
final class TroubledStream extends IOException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  TroubledStream(Trouble trouble) {
    super(trouble.getMessage(), trouble);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
