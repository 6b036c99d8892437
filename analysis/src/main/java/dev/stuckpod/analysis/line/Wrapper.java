package dev.stuckpod.analysis.line;

/** One thing that a log pipeline puts around lines; may remember parts of lines. */
interface Wrapper {
  /**
   * Hands on what is inside: no line (a part, or of another stream), one, or several.
   *
   * @return false when the line does not have this shape
   */
  boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner);

  /** Takes notice that a dump starts in the line seen last; what belongs elsewhere is dropped. */
  default void pin() {}

  /** How many lines were dropped. */
  default int dropped() {
    return 0;
  }
}
