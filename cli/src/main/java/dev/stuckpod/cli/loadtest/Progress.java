package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.ground.Console;

/**
 * Says on standard error what goes on: at a terminal in one line that changes, elsewhere in a line
 * for each change. While a load has the terminal there is no such line, because loads draw their
 * own; what happens then is told in whole lines.
 */
final class Progress {

  private static final String NAME = "stuckpod: ";

  private final Console err;
  private final int columns;
  private String state = "";
  private boolean isOpen;

  /**
   * Begins with nothing said.
   *
   * @param columns of the terminal; 0: there is none
   */
  Progress(Console err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  /** Something has happened: a line that stays. */
  synchronized void line(String text) {
    clear();
    err.line(NAME + text);
    err.flush();
  }

  /**
   * Something goes on.
   *
   * @param text what
   * @param detail what changes of it all the time: seen at a terminal only
   */
  synchronized void state(String text, String detail) {
    if (columns > 0) {
      err.over(NAME + text + detail, columns);
      isOpen = true;
    } else if (!text.equals(state)) {
      err.line(NAME + text);
      err.flush();
    }
    state = text;
  }

  /** Gives the terminal away. */
  synchronized void clear() {
    if (isOpen) {
      err.over("", columns);
      isOpen = false;
    }
    state = "";
  }
}
