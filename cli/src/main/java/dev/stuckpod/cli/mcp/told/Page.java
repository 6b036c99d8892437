package dev.stuckpod.cli.mcp.told;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer.
 *
 * @param told the whole
 * @param from its first character
 * @param to behind its last one
 * @param cursor brings what follows; null where nothing does
 */
public record Page(Told told, int from, int to, @Nullable String cursor) {

  /** The piece. */
  String text() {
    return told.text().text().substring(from, to);
  }

  /** How many characters the whole has. */
  int of() {
    return told.text().text().length();
  }
}
