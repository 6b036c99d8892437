package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.loadtest.window.Look;
import dev.stuckpod.cli.loadtest.window.Windows;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a window in another step of a pipeline, and tells what came of it. */
@Command(
    name = "close",
    description = "Closes a window, waits until the pods have settled, and tells what came of it.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:no pod is stuck",
      "1:a pod is stuck",
      "2:it could not be told, or the command is misspelt"
    },
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
final class CloseCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();
  @Mixin private final ReportOptions reports = new ReportOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the window.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    reports.prepare(spec.commandLine());
    return new Session(cluster, reports, spec).run(List.of(), this::close);
  }

  private Outcome close(Gate gate, KubernetesClient client)
      throws CommandException, InterruptedException {
    return switch (new Windows(client).look(name)) {
      case Look.There(var window) -> gate.close(window);
      case Look.Gone() ->
          throw new CommandException(
              "There is no LoadTestWindow '%s' in namespace %s"
                  .formatted(name, client.getNamespace()));
      case Look.Away(var why) -> throw new CommandException(why);
    };
  }
}
