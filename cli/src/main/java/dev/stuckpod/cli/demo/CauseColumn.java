package dev.stuckpod.cli.demo;

import dev.stuckpod.text.Cut;
import java.util.stream.Collectors;

/** Makes a table of analyses as wide as a terminal: a cause is a whole sentence. */
final class CauseColumn {

  private static final String CAUSE = "CAUSE";
  private static final String NEXT = "METHOD";
  private static final int NARROWEST = 16;
  private static final String GAP = "   ";

  private CauseColumn() {}

  /**
   * Shortens the causes.
   *
   * @param table as kubectl prints it
   * @param columns of the terminal; 0: there is none, and the table stays as it is
   */
  static String fit(String table, int columns) {
    int from = table.indexOf(CAUSE);
    int to = table.indexOf(NEXT);
    int widest = table.lines().mapToInt(String::length).max().orElse(0);
    if (columns <= 0 || from < 0 || to < from || widest <= columns) {
      return table;
    }
    int width = Math.max(NARROWEST, to - from - GAP.length() - (widest - columns));
    return table
        .lines()
        .map(line -> line.length() <= to ? line : fit(line, from, to, width))
        .collect(Collectors.joining("\n"));
  }

  private static String fit(String line, int from, int to, int width) {
    String cause = line.substring(from, to).strip();
    String shown = cause.length() <= width ? cause : Cut.marked(cause, width - 1);
    return line.substring(0, from)
        + shown
        + " ".repeat(width - shown.length())
        + GAP
        + line.substring(to);
  }
}
