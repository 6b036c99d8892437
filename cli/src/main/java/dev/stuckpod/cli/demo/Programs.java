package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs scripts of the checkout and tools of the machine; what they say on stderr is shown. */
final class Programs {

  private final Path root;

  Programs(Path root) {
    this.root = root;
  }

  /**
   * Runs to its end.
   *
   * @return its standard output
   * @throws CommandException if it does not succeed
   */
  String run(Map<String, String> environment, List<String> command)
      throws CommandException, IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new CommandException(
          "'" + String.join(" ", command) + "' failed, see above" + lastLine(output));
    }
    return output;
  }

  private static String lastLine(String output) {
    return output.strip().lines().reduce((_, last) -> last).map(last -> ": " + last).orElse("");
  }
}
