package dev.stuckpod.cli.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is written of a load test, beside what is said. */
final class ReportOptions {

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes JUnit's XML, a case for each pod.")
  @Nullable Path junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Writes Markdown, fit for the comment of a pull request.")
  @Nullable Path markdown;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON, which says all of it.")
  @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Writes a page for people: the readings, who waits for whom, the evidence, every stack.")
  @Nullable Path html;

  @Option(
      names = "--artifacts",
      paramLabel = "DIR",
      description =
          "Keeps whole dumps, analyses, readings, the window and the report in this folder.")
  @Nullable Path artifacts;

  @Option(
      names = "--k6-summary",
      paramLabel = "FILE",
      description =
          "What k6 writes by --summary-export or handleSummary: requests, errors and p95 stand in"
              + " the report; of --out json also those before and after the freeze.")
  @Nullable Path k6Summary;

  /**
   * Makes the folders, so that what cannot be written is told before the load and not after it.
   *
   * @param line whose usage is shown
   */
  void prepare(CommandLine line) {
    for (Path file : Arrays.asList(junit, markdown, json, html)) {
      if (file != null) {
        Path folder = file.toAbsolutePath().getParent();
        make(folder == null ? file : folder, file, line);
        if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
          throw new ParameterException(line, "'" + file + "' is no file that can be written");
        }
      }
    }
    if (artifacts != null) {
      make(artifacts, artifacts, line);
    }
  }

  private static void make(Path folder, Path meant, CommandLine line) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new ParameterException(line, "'" + meant + "' cannot be written: " + failed, failed);
    }
    if (!Files.isWritable(folder)) {
      throw new ParameterException(line, "'" + meant + "' cannot be written");
    }
  }
}
