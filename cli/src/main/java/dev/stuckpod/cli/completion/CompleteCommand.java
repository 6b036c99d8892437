package dev.stuckpod.cli.completion;

import dev.stuckpod.cli.ground.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says what could be typed next: a word a line, behind a tab what it is, at the end {@code :4}, or
 * {@code :0} where it may be a file. That is how kubectl asks its plugins, and shells ask here.
 */
@Command(
    name = CompleteCommand.NAME,
    description = "Says what could be typed next, for shells.",
    hidden = true)
public final class CompleteCommand implements Callable<Integer> {

  /** How shells and kubectl call it. */
  public static final String NAME = "__complete";

  private static final String FILES = ":0";
  private static final String NO_FILES = ":4";

  @Parameters(arity = "0..*", description = "What was typed, the last word as far as it was.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Function<String[], CommandLine> commands;

  /** Completes words of these commands, which are made for the words that were typed. */
  public CompleteCommand(Function<String[], CommandLine> commands) {
    this.commands = commands;
  }

  /** Has all words come as they were typed, options too. */
  public static void takeAsTyped(CommandLine complete) {
    complete
        .setUnmatchedOptionsArePositionalParams(true)
        .setExpandAtFiles(false)
        .setEndOfOptionsDelimiter("\0");
  }

  @Override
  public Integer call() {
    CommandLine line =
        commands.apply(words.size() < 2 ? new String[0] : words.toArray(String[]::new));
    Candidates.Found found = new Candidates(new ClusterNames()).of(line, words);
    Console out = Console.out(spec);
    for (Candidates.Word word : found.words()) {
      out.tabbed(word.text(), word.about());
    }
    out.line(found.files() ? FILES : NO_FILES);
    out.flush();
    return 0;
  }
}
