package dev.stuckpod.images.ground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a tool of the machine. */
public final class Command {

  private Command() {}

  /** What a tool did: its exit code and all it printed. */
  public record Outcome(int code, String output) {
    /** Whether it ended with code 0. */
    public boolean succeeded() {
      return code == 0;
    }

    /** What programs say last, which is why they failed. */
    public String lastLine() {
      return output.strip().lines().reduce("", (_, line) -> line);
    }
  }

  /**
   * Runs to its end.
   *
   * @throws ImageException if there is no such tool
   */
  public static Outcome run(Path folder, List<String> command) throws ImageException {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException missing) {
      throw new ImageException(
          "Cannot run '" + command.getFirst() + "': " + missing.getMessage(), missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ImageException("Stopped while '" + command.getFirst() + "' ran", stopped);
    }
  }
}
