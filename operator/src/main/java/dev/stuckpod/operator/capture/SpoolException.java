package dev.stuckpod.operator.capture;

import java.io.IOException;

/** The spool has no room, or cannot be written: one sentence, with the remedy. */
public final class SpoolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  SpoolException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** Says what is wrong and what to do. */
  public String sentence() {
    return sentence;
  }
}
