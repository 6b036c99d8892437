package dev.stuckpod.cli;

import dev.stuckpod.cli.brief.Listing;
import dev.stuckpod.cli.brief.Listing.Format;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what was found in a cluster. */
@Command(
    name = "list",
    description = "Lists the DumpAnalyses of a namespace, the latest first.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Those of all namespaces.")
  private boolean all;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "LABELS",
      description = "Only those with these labels, as kubectl takes them.")
  private @Nullable String labels;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, wide, json, yaml or name; default: table.")
  private Format format = Format.table;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    listing().answer(Console.out(spec), Console.err(spec));
    return 0;
  }

  Listing listing() {
    return new Listing(cluster, all, labels, format);
  }
}
