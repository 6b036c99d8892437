package dev.stuckpod.cli;

import dev.stuckpod.cli.bench.BenchCommand;
import dev.stuckpod.cli.demo.DemoCommand;
import dev.stuckpod.cli.scoreboard.ScoreboardCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exits with 0 when all was done, 1 when it was not, 2 on a misspelt command. */
@Command(
    name = "stuckpod",
    description = "Notices stuck pods, takes the dump, explains it.",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    subcommands = {
      DemoCommand.class,
      AnalyzeCommand.class,
      GoroutinesCommand.class,
      CaptureCommand.class,
      RawCommand.class,
      ImagesCommand.class,
      ScoreboardCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Stuckpod {

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Stuckpod())
        .setExecutionExceptionHandler(
            (failure, command, _) -> {
              command.getErr().println("stuckpod: " + Sentence.of(failure));
              return 1;
            });
  }
}
