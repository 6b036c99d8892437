package dev.stuckpod.cli.explore.screen;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.text.ScreenText;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Shows as much at once as there is room for. */
final class Pager {
  private static final String MORE = "-- space shows more, q has had enough --";

  private final Terminal terminal;
  private final Console out;

  Pager(Terminal terminal, Console out) {
    this.terminal = terminal;
    this.out = out;
  }

  /** Shows one sentence. */
  void show(String sentence) {
    show(ScreenText.of(sentence));
  }

  /** Shows a text, page by page. */
  void show(ScreenText text) {
    List<ScreenText> lines = text.parts();
    int room = terminal.getSize().getRows() - 1;
    if (room < 2 || lines.size() <= room || isDumb()) {
      out.print(text);
      out.flush();
      return;
    }
    Attributes before = terminal.enterRawMode();
    try {
      for (int at = 0; at < lines.size(); ) {
        int end = Math.min(lines.size(), at + room);
        lines.subList(at, end).forEach(out::print);
        at = end;
        if (at < lines.size() && !wantsMore()) {
          return;
        }
      }
    } finally {
      terminal.setAttributes(before);
      out.flush();
    }
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  private boolean wantsMore() {
    out.over(MORE, MORE.length() + 1);
    try {
      int key = terminal.reader().read();
      return key >= 0 && key != 'q' && key != 'Q' && key != 3 && key != 4;
    } catch (IOException gone) {
      return false;
    } finally {
      out.over("", 1);
    }
  }
}
