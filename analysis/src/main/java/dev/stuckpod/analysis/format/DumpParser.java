package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Dump;

/** Understands one dump format, line by line. */
public interface DumpParser {
  /** Takes the next line, already without wrapper and line end. */
  void line(byte[] buffer, int from, int to);

  /** Takes a line from before the dump, which may say why it was printed. */
  default void before(byte[] buffer, int from, int to) {}

  /** Whether a line that would begin another dump is part of this one. */
  default boolean keeps(byte[] buffer, int from, int to) {
    return false;
  }

  /**
   * Ends the dump.
   *
   * @param newline whether the input's last line had a line end
   */
  Dump finish(boolean newline);
}
