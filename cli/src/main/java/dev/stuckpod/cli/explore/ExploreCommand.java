package dev.stuckpod.cli.explore;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.screen.Screen;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into dumps, question by question. */
@Command(
    name = "explore",
    description =
        "Looks into dumps, question by question: at a terminal, from a pipe line by line, or one"
            + " question behind --.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:answered",
      "1:a question was not understood, or nobody is called so",
      "2:a dump could not be read, or the command is misspelt"
    },
    mixinStandardHelpOptions = true)
public final class ExploreCommand implements Callable<Integer> {
  private static final int NOT_ANSWERED = 1;
  private static final int NO_DUMP = 2;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(
      paramLabel = "FILE|NAME",
      arity = "1..*",
      description =
          "Files, - for standard input, or names of DumpAnalyses; behind -- a question:"
              + " groups, where EXPR, stack ID, help.")
  private List<String> words = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json (one object for each answer); default: text.")
  private AnswerFormat format = AnswerFormat.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, IOException {
    List<String> question = question();
    List<String> files = words.subList(0, words.size() - question.size());
    var dumps = new ClusterDumps(cluster);
    List<String> sources = new ArrayList<>();
    for (String file : files) {
      sources.addAll(dumps.sources(file));
    }
    var session = new Session(new DumpFiles(dumps, sources.size()));
    for (String source : sources) {
      if (!open(session, source)) {
        return NO_DUMP;
      }
    }
    if (!question.isEmpty()) {
      return ask(session, List.of(String.join(" ", question)));
    }
    if (files.contains("-")) {
      return say(session.verdicts());
    }
    if (Terminal.isTyped() && Terminal.columns() > 0 && format == AnswerFormat.text) {
      Screen.run(session);
      return 0;
    }
    List<String> lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .toList();
    return lines.isEmpty() ? say(session.verdicts()) : ask(session, lines);
  }

  /** What stands behind {@code --}. */
  private List<String> question() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    int at = all.indexOf("--");
    return at < 0 ? List.of() : all.subList(at + 1, all.size());
  }

  private boolean open(Session session, String source) {
    try {
      session.open(source);
      return true;
    } catch (NotADumpException | IOException failed) {
      Console.err(spec).line("stuckpod: " + source + ": " + failed.getMessage());
      return false;
    }
  }

  private int ask(Session session, List<String> lines) {
    int exit = 0;
    for (String line : lines) {
      Optional<Answer> answer = session.answer(line);
      if (answer.isPresent()) {
        exit = Math.max(exit, say(answer.get()));
      }
      if (session.hasEnded()) {
        break;
      }
    }
    return exit;
  }

  private int say(Answer answer) {
    Console out = Console.out(spec);
    out.print(format.of(answer, Terminal.layout()));
    out.flush();
    return answer instanceof Answer.Wrong ? NOT_ANSWERED : 0;
  }
}
