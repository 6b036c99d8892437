package dev.stuckpod.cli;

import dev.stuckpod.cli.bench.BenchCommand;
import dev.stuckpod.cli.brief.Brief;
import dev.stuckpod.cli.brief.Plain;
import dev.stuckpod.cli.cluster.Ahead;
import dev.stuckpod.cli.completion.CompleteCommand;
import dev.stuckpod.cli.completion.CompletionCommand;
import dev.stuckpod.cli.demo.DemoCommand;
import dev.stuckpod.cli.doctor.DoctorCommand;
import dev.stuckpod.cli.doctor.VersionCommand;
import dev.stuckpod.cli.draft.PolicyCommand;
import dev.stuckpod.cli.explain.ExplainCommand;
import dev.stuckpod.cli.explore.DiffCommand;
import dev.stuckpod.cli.explore.ExploreCommand;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Program;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.loadtest.LoadTestCommand;
import dev.stuckpod.cli.mcp.McpCommand;
import dev.stuckpod.cli.packaging.GenerateCommand;
import dev.stuckpod.cli.scoreboard.ScoreboardCommand;
import dev.stuckpod.cli.simulate.SimulateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exits with 0 when all was done, 1 when it was not, 2 on a misspelt command; a
 * command whose 1 says something else has a code of its own for what failed.
 */
@Command(
    name = "stuckpod",
    description = "Notices stuck pods, takes the dump, explains it.",
    mixinStandardHelpOptions = true,
    versionProvider = Stuckpod.Version.class)
public final class Stuckpod {

  /** What the jar says of itself; classes of an IDE have no version. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"stuckpod " + Program.version().orElse("development")};
    }
  }

  /** What a shell says of a program that a closed pipe has ended. */
  private static final int PIPE_CLOSED = 141;

  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "analyze",
          "explore",
          "loadtest",
          "goroutines",
          "list",
          "show",
          "capture",
          "report",
          "raw",
          "mcp",
          "explain",
          "simulate",
          "policy",
          "profiles",
          "diff",
          "doctor",
          "version",
          "completion",
          "images",
          "release",
          "scoreboard",
          "bench",
          "generate",
          CompleteCommand.NAME,
          "help");

  /** What asks a cluster one thing, and is waited for by who has typed it. */
  private static final List<String> SHORT = List.of("list", "show");

  /** What builds or starts parts of a checkout: kubectl's users have none. */
  private static final List<String> CHECKOUT_ONLY =
      List.of("demo", "images", "release", "scoreboard", "bench");

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    if (args.length > 0 && SHORT.contains(args[0])) {
      Ahead.begin(args[0].equals("show"));
    }
    System.exit(run(Console.standardOutput(), Console.standardError(), args));
  }

  /**
   * Runs one command.
   *
   * @param out standard output
   * @param err standard error
   * @return what the process ends with
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Optional<Brief> brief = Plain.read(args);
    return brief.isPresent()
        ? answer(brief.get(), Console.over(out), Console.over(err))
        : commandLine(args).setOut(out).setErr(err).execute(args);
  }

  private static int answer(Brief brief, Console out, Console err) {
    try {
      brief.answer(out, err);
      return CommandLine.ExitCode.OK;
    } catch (CommandException | RuntimeException failure) {
      return failed(failure, err);
    }
  }

  private static int failed(Exception failure, Console err) {
    if (isNobodyReading(failure)) {
      return PIPE_CLOSED;
    }
    err.line("stuckpod: " + Sentence.of(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Whoever reads, as {@code head} does, has had enough: that is no failure to speak of. */
  private static boolean isNobodyReading(Exception failure) {
    return failure instanceof IOException && "Broken pipe".equals(failure.getMessage());
  }

  /** Makes the command that is asked for and no other, because each loads libraries of its own. */
  public static CommandLine commandLine(String... args) {
    boolean known = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals("help");
    CommandLine line = new CommandLine(new Stuckpod());
    for (String name : known ? List.of(args[0]) : COMMANDS) {
      line.addSubcommand(name, command(name));
    }
    CommandLine complete = line.getSubcommands().get(CompleteCommand.NAME);
    if (complete != null) {
      CompleteCommand.takeAsTyped(complete);
    }
    line.setCommandName(Program.name());
    if (Program.isPlugin() || Program.isOfArchive()) {
      hide(line, CHECKOUT_ONLY);
    }
    return line.setExecutionExceptionHandler(
        (failure, command, _) -> failed(failure, Console.err(command.getCommandSpec())));
  }

  /** All commands as whoever has no checkout sees them. */
  private static CommandLine installed() {
    CommandLine line = commandLine();
    hide(line, CHECKOUT_ONLY);
    return line;
  }

  private static void hide(CommandLine line, List<String> names) {
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              if (names.contains(name)) {
                sub.getCommandSpec().usageMessage().hidden(true);
              }
            });
  }

  private static Object command(String name) {
    if (CHECKOUT_ONLY.contains(name) && Program.isOfArchive()) {
      return new CheckoutOnlyCommand(); // what these need may not be there
    }
    return switch (name) {
      case "demo" -> new DemoCommand();
      case "analyze" -> new AnalyzeCommand();
      case "explore" -> new ExploreCommand();
      case "loadtest" -> new LoadTestCommand();
      case "goroutines" -> new GoroutinesCommand();
      case "list" -> new ListCommand();
      case "show" -> new ShowCommand();
      case "capture" -> new CaptureCommand();
      case "report" -> new ReportCommand();
      case "raw" -> new RawCommand();
      case "mcp" -> new McpCommand();
      case "explain" -> new ExplainCommand();
      case "simulate" -> new SimulateCommand();
      case "policy" -> new PolicyCommand();
      case "profiles" -> new ProfilesCommand();
      case "diff" -> new DiffCommand();
      case "doctor" -> new DoctorCommand();
      case "version" -> new VersionCommand();
      case "completion" -> new CompletionCommand();
      case "generate" -> new GenerateCommand(Stuckpod::installed);
      case CompleteCommand.NAME -> new CompleteCommand(Stuckpod::commandLine);
      case "images" -> new ImagesCommand();
      case "release" -> new ReleaseCommand(Stuckpod::installed);
      case "scoreboard" -> new ScoreboardCommand();
      case "bench" -> new BenchCommand();
      default -> new CommandLine.HelpCommand();
    };
  }
}
