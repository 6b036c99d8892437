package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.loadtest.window.Windows;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens a window in one step of a pipeline. */
@Command(
    name = "open",
    description = "Opens a window and returns; close it when the load has ended.",
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final WindowOptions window = new WindowOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the window.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    CommandLine line = spec.commandLine();
    if (!name.matches(ObjectNames.DNS_SUBDOMAIN)) {
      throw new ParameterException(line, "'" + name + "' is no name of an object");
    }
    LoadTestWindowSpec asked = window.spec(null, line);
    try (KubernetesClient client = cluster.connect()) {
      new Windows(client).create(name, asked);
      Console out = Console.out(spec);
      out.line("loadtestwindow/" + name);
      out.flush();
      return 0;
    }
  }
}
