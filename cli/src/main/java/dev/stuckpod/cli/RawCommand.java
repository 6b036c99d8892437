package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a whole dump to standard output. */
@Command(
    name = "raw",
    description = "Writes the whole dump of a DumpAnalysis to standard output.",
    mixinStandardHelpOptions = true)
final class RawCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the DumpAnalysis.")
  private String name = "";

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Which of several dumps, from 0 (default: 0).")
  private int sample;

  @Override
  public Integer call() throws CommandException, IOException {
    try (KubernetesClient client = cluster.connect();
        OutputStream out = Console.raw()) {
      write(client, out);
    }
    return 0;
  }

  /** Writes the dump, then compares its digest with the one taken when it was captured. */
  void write(KubernetesClient client, OutputStream out) throws CommandException, IOException {
    WholeDump.write(WholeDump.find(client, name, sample), client, out);
  }
}
