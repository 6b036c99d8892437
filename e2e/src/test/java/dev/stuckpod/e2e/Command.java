package dev.stuckpod.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of the project or of the cluster the way a user would type it, in the project's
 * directory.
 */
final class Command {

  private static final int SHOWN = 6000;

  private final List<String> words;
  private Map<String, String> environment = Map.of();
  private Duration limit = Duration.ofMinutes(2);
  private String input = "";

  private Command(List<String> words) {
    this.words = words;
  }

  /** What a command that has ended left behind. */
  record Result(int exitCode, String out, String err) {}

  static Command of(String... words) {
    return new Command(List.of(words));
  }

  Command environment(Map<String, String> variables) {
    this.environment = variables;
    return this;
  }

  Command limit(Duration atMost) {
    this.limit = atMost;
    return this;
  }

  Command input(String text) {
    this.input = text;
    return this;
  }

  /** Runs it to its end. */
  Result run() {
    try {
      Path out = Files.createTempFile("stuckpod-e2e", ".out");
      Path err = Files.createTempFile("stuckpod-e2e", ".err");
      Path in = Files.createTempFile("stuckpod-e2e", ".in");
      try {
        Files.writeString(in, input);
        var builder =
            new ProcessBuilder(words)
                .directory(Project.root().toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(
              this + " did not end within " + limit + ":\n" + tail(out) + tail(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new AssertionError(this + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(this + " was interrupted", e);
    }
  }

  /** Runs it and fails the test unless it exits with 0. */
  String succeed() {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new AssertionError(
          this + " exited with " + result.exitCode() + ":\n" + result.out() + result.err());
    }
    return result.out();
  }

  private static String tail(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(Math.max(0, text.length() - SHOWN));
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
