package dev.stuckpod.analysis.line;

/** One thing that a log pipeline puts around lines; may remember parts of lines. */
interface Wrapper {
  /**
   * Hands on what is inside: no line (a part, or of another source), one, or several.
   *
   * @return false when the line does not have this shape
   */
  boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner);

  /**
   * Takes notice that a dump starts in the line seen last, so that its source is the one to read.
   */
  default void pin() {}

  /** Hands on the part of a line whose rest has not come. */
  default void end(LineSource.Sink inner) {}

  /** How many lines of other sources were dropped. */
  default int dropped() {
    return 0;
  }
}
