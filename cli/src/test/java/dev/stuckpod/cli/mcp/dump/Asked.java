package dev.stuckpod.cli.mcp.dump;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.folder.Folders;
import dev.stuckpod.cli.mcp.told.Reply;
import dev.stuckpod.cli.mcp.tool.Calls;
import dev.stuckpod.cli.mcp.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks the tools of one folder. */
final class Asked {
  private final List<Tool> tools;
  private final Calls calls = new Calls();

  Asked(Path folder) throws CommandException {
    this.tools = new DumpTools(Folders.of(List.of(folder))).all();
  }

  Reply ask(String tool, Map<String, Object> given) {
    return calls.call(
        tools.stream().filter(t -> t.name().equals(tool)).findFirst().orElseThrow(), given);
  }

  /** What of an answer was named by others. */
  static Map<?, ?> untrusted(Reply reply) {
    return Objects.requireNonNull((Map<?, ?>) reply.structured().get("untrusted"), reply::text);
  }

  /** The data of an answer. */
  static String data(Reply reply) {
    return String.valueOf(untrusted(reply).get("text"));
  }
}
