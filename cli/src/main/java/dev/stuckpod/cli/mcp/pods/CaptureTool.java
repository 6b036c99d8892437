package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.cli.cluster.OnDemand;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.told.Told;
import dev.stuckpod.cli.mcp.tool.Arguments;
import dev.stuckpod.cli.mcp.tool.Parameter;
import dev.stuckpod.cli.mcp.tool.Tool;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for a dump of a pod, in ways that no process ends by. SIGQUIT ends a Go process, and what a
 * process is shows only later: no signal is sent at all.
 */
public final class CaptureTool {
  /** Where an assistant goes round in circles, it is not the pods that pay for it. */
  private static final int MOST = 20;

  private static final List<CaptureMethod> HARMLESS =
      Arrays.stream(CaptureMethod.values()).filter(method -> !method.signals()).toList();

  private final Scope scope;
  private final AtomicInteger asked = new AtomicInteger();

  /** Makes the tool for so much of a cluster. */
  public CaptureTool(Scope scope) {
    this.scope = scope;
  }

  /** The tool. */
  public Tool tool() {
    return new Tool(
        "capture_pod",
        "Takes a dump of a pod now and has it explained, without any signal: no process ends by it."
            + " Only on a person's wish. It answers at once; show_analysis tells what came of it.",
        List.of(
            Parameter.required("pod", "Name of the pod."),
            Parameter.text("container", "The app's container; default: the only one."),
            AnalysisTools.NAMESPACE),
        false,
        this::capture);
  }

  private Told capture(Arguments given) throws CommandException {
    try (KubernetesClient client = scope.connect(given.text("namespace"))) {
      if (asked.get() >= MOST) {
        throw new CommandException(
            "%d dumps were asked for since this was started: start it again for more"
                .formatted(MOST));
      }
      String name =
          new OnDemand(given.required("pod"), given.text("container"), HARMLESS, null)
              .create(client)
              .getMetadata()
              .getName();
      asked.incrementAndGet();
      return Told.plain(
          "It is asked for; whether a dump can be taken shows in some seconds.",
          "namespace " + client.getNamespace(),
          ScreenText.of("dumpanalysis/%s; ask show_analysis of %s".formatted(name, name)));
    }
  }
}
