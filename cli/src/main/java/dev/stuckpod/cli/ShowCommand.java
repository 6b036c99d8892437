package dev.stuckpod.cli;

import dev.stuckpod.cli.brief.Showing;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.ObjectFormat;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what was found in one pod, as {@code analyze} would of its dumps. */
@Command(
    name = "show",
    description = "Shows what a DumpAnalysis has found: verdict, evidence, stacks.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the DumpAnalysis.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, wide, json, yaml or name; default: text.")
  private ObjectFormat format = ObjectFormat.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    showing().answer(Console.out(spec), Console.err(spec));
    return 0;
  }

  Showing showing() {
    return new Showing(cluster, name, format);
  }
}
