package dev.stuckpod.cli.mcp.tool;

import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.mcp.told.Page;
import dev.stuckpod.cli.mcp.told.Pages;
import dev.stuckpod.cli.mcp.told.Reply;
import java.util.Map;

/** Calls tools. Nothing that fails there ends the process: the assistant is told why. */
public final class Calls {
  private final Pages pages = new Pages();
  private final Turn turn = new Turn();

  /** Answers with one page. */
  public Reply call(Tool tool, Map<String, Object> raw) {
    try {
      Arguments given = Arguments.of(tool, raw);
      String cursor = given.text(Parameter.CURSOR.name());
      Page page =
          cursor == null
              ? pages.first(tool.name(), turn.take(() -> tool.work().answer(given)))
              : pages.next(tool.name(), cursor);
      return Reply.of(tool.name(), page);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Reply.wrong("The call was given up");
    } catch (Exception failed) {
      return Reply.wrong(Sentence.of(failed));
    }
  }
}
