package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.SearchPath;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a load test between a window's opening and its closing. */
@Command(
    name = "loadtest",
    description = "Runs a load test and tells whether a pod gets stuck, where and why.",
    customSynopsis = {
      "stuckpod loadtest --selector LABELS [OPTIONS] -- COMMAND...",
      "       stuckpod loadtest --selector LABELS [OPTIONS] --for TIME",
      "       stuckpod loadtest open NAME --selector LABELS [OPTIONS]",
      "       stuckpod loadtest close NAME [OPTIONS]"
    },
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "1:a pod is stuck",
      "2:it could not be told, or the command is misspelt",
      "else:that of the load, 128 and the signal's number where one has ended it; 0 without one"
    },
    exitCodeOnExecutionException = 2,
    subcommands = {OpenCommand.class, CloseCommand.class},
    mixinStandardHelpOptions = true)
public final class LoadTestCommand implements Callable<Integer> {

  private static final int RANDOM_BYTES = 5;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final WindowOptions window = new WindowOptions();
  @Mixin private final ReportOptions reports = new ReportOptions();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = WindowOptions.Time.class,
      description = "The load runs elsewhere, for so long from now on.")
  private @Nullable Duration lasts;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The load and its arguments, behind --.")
  private List<String> command = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = spec.commandLine();
    check(line);
    LoadTestWindowSpec asked = window.spec(lasts, line);
    reports.prepare(line);
    return new Session(cluster, reports, spec)
        .run(command, (gate, _) -> gate.run("loadtest-" + suffix(), asked, command));
  }

  private void check(CommandLine line) {
    if (command.isEmpty() == (lasts == null)) {
      throw new ParameterException(
          line,
          command.isEmpty()
              ? "Say what makes the load: -- and its command, such as -- k6 run script.js; or --for"
                  + " 10m, if it runs elsewhere"
              : "Give the load's command or --for, not both");
    }
    if (command.isEmpty()) {
      return;
    }
    if (!line.getParseResult().expandedArgs().contains("--")) {
      throw new ParameterException(
          line, "Put -- before the load's command, as in: -- " + String.join(" ", command));
    }
    if (SearchPath.find(command.getFirst()).isEmpty()) {
      throw new ParameterException(
          line, "There is no program '" + command.getFirst() + "' that could be run");
    }
  }

  private static String suffix() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
