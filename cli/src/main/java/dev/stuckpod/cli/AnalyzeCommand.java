package dev.stuckpod.cli;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.text.Layout;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains dumps in files, without any cluster. */
@Command(
    name = "analyze",
    description = "Explains dumps: files, plain or gzip, each alone or somewhere in a log.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:explained, also when nothing was found",
      "1:something was found, and --fail-on-finding asked to say so; or OUT could not be written",
      "2:a file could not be read or holds no dump, or the command is misspelt"
    },
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

  private static final int FOUND = 1;
  private static final int NO_DUMP = 2;

  /** A terminal or a file has room for what a Kubernetes object has not. */
  private static final Options ALL =
      new Options(Limits.DEFAULT, Integer.MAX_VALUE, Integer.MAX_VALUE, Options.DEFAULT.effort());

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json (one object per line and file), or markdown; default: text.")
  private ReportFormat format = ReportFormat.text;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "Writes to this file instead of standard output.")
  private @Nullable Path output;

  @Option(
      names = "--fail-on-finding",
      description = "Exits with 1 when something was found, for scripts.")
  private boolean failOnFinding;

  @Option(
      names = "--min-confidence",
      paramLabel = "CONFIDENCE",
      defaultValue = "Strong",
      description =
          "What --fail-on-finding takes for found: Suspected, Strong or Proven; default: Strong.")
  private Confidence minConfidence = Confidence.Strong;

  @Option(
      names = "--series",
      description =
          "Takes the files for dumps of one process, the oldest first, and explains them as one:"
              + " who has not moved, what has grown, which thread burns CPU.")
  private boolean series;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    if (output == null) {
      Console out = Console.out(spec);
      int exit = analyzeAll(out);
      out.flush();
      return exit;
    }
    try (Console out = Console.file(output)) {
      int exit = analyzeAll(out);
      if (out.hasFailed()) {
        throw new CommandException(output + " could not be written: is the disk full?");
      }
      return exit;
    } catch (IOException failed) {
      throw new CommandException(output + " could not be written: " + Sentence.of(failed), failed);
    }
  }

  private int analyzeAll(Console out) {
    if (series && files.size() < 2) {
      Console.err(spec).line("stuckpod: --series needs two files or more");
      return NO_DUMP;
    }
    int exit = 0;
    List<List<String>> together = series ? List.of(files) : files.stream().map(List::of).toList();
    for (List<String> some : together) {
      Analysis analysis = analyze(some);
      if (analysis == null) {
        exit = NO_DUMP;
        continue;
      }
      format.write(analysis, together.size() > 1 ? some.getFirst() : null, layout(), out);
      boolean found =
          analysis.findings().stream().anyMatch(f -> f.confidence().compareTo(minConfidence) >= 0);
      if (failOnFinding && found) {
        exit = Math.max(exit, FOUND);
      }
    }
    return exit;
  }

  private Layout layout() {
    return output == null ? Terminal.layout() : Layout.PLAIN;
  }

  /** Null where there is nothing to explain; the reason is on standard error then. */
  private @Nullable Analysis analyze(List<String> some) {
    String trouble;
    String file = some.getFirst();
    try (var dumps = new Dumps()) {
      for (String next : some) {
        file = next;
        dumps.add(open(next));
      }
      file = String.join(", ", some);
      return series
          ? Analyzer.analyzeSeries(dumps.open, ALL)
          : Analyzer.analyze(dumps.open.getFirst(), ALL);
    } catch (NotADumpException none) {
      trouble = none.getMessage();
    } catch (NoSuchFileException missing) {
      trouble = "there is no such file";
    } catch (AccessDeniedException denied) {
      trouble = "may not be read by this user";
    } catch (IOException failed) {
      trouble = "could not be read: " + failed.getMessage();
    }
    Console.err(spec).line("stuckpod: " + file + ": " + trouble);
    return null;
  }

  private static InputStream open(String file) throws IOException {
    return "-".equals(file)
        ? new FileInputStream(FileDescriptor.in)
        : Files.newInputStream(Path.of(file));
  }

  /** The open files of one analysis. */
  private static final class Dumps implements AutoCloseable {
    private final List<InputStream> open = new ArrayList<>();

    void add(InputStream dump) {
      open.add(dump);
    }

    @Override
    public void close() throws IOException {
      for (InputStream dump : open) {
        dump.close();
      }
    }
  }
}
