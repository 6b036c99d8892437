package dev.stuckpod.analysis.format;

/** Says in one sentence why no parser knows the input. */
public final class UnknownFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  UnknownFormatException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** Gives the sentence for a person. */
  public String sentence() {
    return sentence;
  }
}
