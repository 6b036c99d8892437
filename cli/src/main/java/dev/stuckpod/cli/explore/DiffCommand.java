package dev.stuckpod.cli.explore;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what has moved between two dumps. */
@Command(
    name = "diff",
    description =
        "Says what has moved between two dumps: who is gone, new, elsewhere, and where they were."
            + " One DumpAnalysis with two dumps can be compared with itself.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:compared",
      "1:there is no such analysis",
      "2:a dump could not be read, or the command is misspelt"
    },
    mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {

  private static final int NO_DUMP = 2;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(
      paramLabel = "FILE|NAME",
      arity = "1..2",
      description =
          "The earlier and the later one: files, or DumpAnalyses (NAME:1 is the second of several"
              + " dumps; else the first is taken). One NAME alone: its first dump and its last.")
  private List<String> named = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json; default: text.")
  private AnswerFormat format = AnswerFormat.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    var dumps = new ClusterDumps(cluster);
    List<String> two = two(dumps);
    var session = new Session(new DumpFiles(dumps, two.size()));
    for (String source : two) {
      try {
        session.open(source);
      } catch (NotADumpException | IOException failed) {
        Console.err(spec).line("stuckpod: " + source + ": " + failed.getMessage());
        return NO_DUMP;
      }
    }
    Console out = Console.out(spec);
    if (format == AnswerFormat.text) {
      out.print(format.of(session.verdicts(), Terminal.layout()));
    }
    Answer moved = session.answer("diff a b").orElseThrow();
    out.print(format.of(moved, Terminal.layout()));
    out.flush();
    return moved instanceof Answer.Wrong ? 1 : 0;
  }

  private List<String> two(ClusterDumps dumps) throws CommandException {
    List<String> first = dumps.sources(named.getFirst());
    if (named.size() == 2) {
      return List.of(first.getFirst(), dumps.sources(named.getLast()).getFirst());
    }
    if (first.size() < 2) {
      throw new CommandException(
          named.getFirst() + " is one dump: name a second one to compare it with");
    }
    return List.of(first.getFirst(), first.getLast());
  }
}
