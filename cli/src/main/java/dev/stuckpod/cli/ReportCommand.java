package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.source.ReportPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what was found as a page to send and to keep. */
@Command(
    name = "report",
    description =
        "Writes one HTML file of a DumpAnalysis, of dumps in files, or of a load test: what is"
            + " wrong, who waits for whom, the evidence, every stack. It needs no network.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:written",
      "1:nobody is called so, a dump could not be read, or the file could not be written",
      "2:the command is misspelt"
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "1..*",
      description =
          "A DumpAnalysis or a LoadTestWindow, also as loadtestwindow/NAME; a dump; two or more"
              + " dumps of one process, the oldest first; the folder of loadtest --artifacts, or"
              + " its report.json.")
  private List<String> sources = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The file to write; default: NAME.html in this folder.")
  private @Nullable Path output;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "Where the application's source is on the web, with {path} and {line} in it:"
              + " https://git.example/shop/blob/v1/{path}#L{line}")
  private @Nullable String source;

  @Option(
      names = "--source-root",
      paramLabel = "PATH",
      description =
          "What the dump prints before {path}, such as /build/src/; may be given several times.")
  private List<String> roots = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    ReportPage page = ReportPages.of(sources, cluster, links());
    Path file = output == null ? Path.of(name(sources.getLast()) + ".html") : output;
    try (Console out = Console.file(file)) {
      out.print(PageHtml.of(page));
      if (out.hasFailed()) {
        throw new CommandException(file + " could not be written: is the disk full?");
      }
    } catch (IOException failed) {
      throw new CommandException(file + " could not be written: " + Sentence.of(failed), failed);
    }
    Console out = Console.out(spec);
    out.line(file.toString());
    out.flush();
    return 0;
  }

  private Links links() {
    if (source == null) {
      if (!roots.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--source-root wants --source, too");
      }
      return Links.OF_LIBRARIES;
    }
    try {
      return Links.of(source, roots);
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
    }
  }

  /** The file's name, or the object's, without what says what it is. */
  private static String name(String source) {
    Path last = Path.of(source).getFileName();
    String name = last == null ? "report" : last.toString();
    String bare = name.replaceFirst("\\.(txt|log|json|gz|dump)(\\.gz)?$", "");
    return bare.isBlank() || Files.isDirectory(Path.of(bare + ".html")) ? "report" : bare;
  }
}
