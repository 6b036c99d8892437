package dev.stuckpod.operator.spool;

import java.io.IOException;

/** The spool has no room, or cannot be written: one sentence, with the remedy. */
public final class SpoolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final boolean full;

  /** The disk does not take it, perhaps for a while. */
  SpoolException(String sentence) {
    this(sentence, false);
  }

  private SpoolException(String sentence, boolean full) {
    super(sentence);
    this.sentence = sentence;
    this.full = full;
  }

  /** There is more than the spool may hold. */
  static SpoolException full(String sentence) {
    return new SpoolException(sentence, true);
  }

  /** Whether the spool holds all that it may: the disk could take more. */
  public boolean isFull() {
    return full;
  }

  /** Says what is wrong and what to do. */
  public String sentence() {
    return sentence;
  }
}
