package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.AnalysisFollower;
import dev.stuckpod.cli.cluster.AnalysisText;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.ObjectFormat;
import dev.stuckpod.cli.cluster.ObjectName;
import dev.stuckpod.cli.cluster.OnDemand;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a dump of one pod now. */
@Command(
    name = "capture",
    description = "Takes a dump of a pod now and explains it.",
    mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "POD", description = "Name of the pod.")
  private String pod = "";

  @Option(
      names = "--container",
      paramLabel = "C",
      description = "The app's container; default: the only one, or the pod's default.")
  private @Nullable String container;

  @Option(
      names = "--allow-restart",
      description =
          "Also use a way that ends the process: a Go process is restarted whose memory may not be"
              + " read and that serves no pprof.")
  private boolean allowRestart;

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Follow until it is explained (default); --no-wait only asks for it.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private long timeout;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What is written of it: text, wide, json, yaml or name; default: text.")
  private ObjectFormat format = ObjectFormat.text;

  @Override
  public Integer call() throws CommandException, InterruptedException {
    try (KubernetesClient client = cluster.connect()) {
      String of = ObjectName.of(pod, "pod", "pods", "po");
      DumpAnalysis analysis =
          new OnDemand(of, container, null, allowRestart ? true : null).create(client);
      String name = analysis.getMetadata().getName();
      if (!wait) {
        Console.out(spec).line("dumpanalysis/" + name);
        return 0;
      }
      Console err = Console.err(spec);
      err.line("dumpanalysis/" + name);
      DumpAnalysis end =
          new AnalysisFollower(client, err::line)
              .follow(client.getNamespace(), name, Duration.ofSeconds(timeout));
      Console out = Console.out(spec);
      if (format == ObjectFormat.text || format == ObjectFormat.wide) {
        AnalysisText.write(end, out);
      } else {
        format.write(end, out);
      }
      out.flush();
      return AnalysisFollower.isExplained(end) ? 0 : 1;
    }
  }
}
