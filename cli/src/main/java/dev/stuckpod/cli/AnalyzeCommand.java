package dev.stuckpod.cli;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.PlainText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a dump in a file, without any cluster. */
@Command(
    name = "analyze",
    description = "Explains a dump: a file, plain or gzip, alone or somewhere in a log.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:explained, also when nothing was found",
      "1:the file could not be read",
      "2:it holds no dump, or the command is misspelt"
    },
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

  private static final int NO_DUMP = 2;

  @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
  private String file = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    try (InputStream dump = open()) {
      spec.commandLine().getOut().print(PlainText.of(Analyzer.analyze(dump)));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (NotADumpException none) {
      spec.commandLine().getErr().println("stuckpod: " + file + ": " + none.getMessage());
      return NO_DUMP;
    } catch (NoSuchFileException missing) {
      throw new CommandException("There is no file " + file, missing);
    } catch (IOException failed) {
      throw new CommandException(file + " could not be read: " + failed.getMessage(), failed);
    }
  }

  private InputStream open() throws IOException {
    return "-".equals(file)
        ? new FileInputStream(FileDescriptor.in)
        : Files.newInputStream(Path.of(file));
  }
}
