package dev.stuckpod.cli.explore.word;

/** A line that cannot be understood; the message says why in a sentence. */
public final class LineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;

  /**
   * Says what is wrong.
   *
   * @param column where, from 0; -1 where that would tell nothing
   */
  public LineException(String message, int column) {
    super(message);
    this.column = column;
  }

  /** Where it is wrong: characters before that place; -1 where that would tell nothing. */
  public int column() {
    return column;
  }
}
