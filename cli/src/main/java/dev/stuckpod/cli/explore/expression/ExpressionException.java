package dev.stuckpod.cli.explore.expression;

/** An expression that cannot be understood; the message says why in a sentence. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;

  /**
   * Says what is wrong.
   *
   * @param column where, from 0
   */
  public ExpressionException(String message, int column) {
    super(message);
    this.column = column;
  }

  /** Where it is wrong: characters before that place. */
  public int column() {
    return column;
  }
}
