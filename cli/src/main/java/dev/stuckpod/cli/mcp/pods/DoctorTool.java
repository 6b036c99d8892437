package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.cli.doctor.Examination;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.told.Told;
import dev.stuckpod.cli.mcp.tool.Arguments;
import dev.stuckpod.cli.mcp.tool.Tool;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Says whether all is ready in a cluster, and what to do about what is not. */
public final class DoctorTool {

  private final Scope scope;

  /** Makes one that looks at so much. */
  public DoctorTool(Scope scope) {
    this.scope = scope;
  }

  /** The tool. */
  public Tool tool() {
    return Tool.reading(
        "doctor",
        "Says whether all is ready for stuck pods to be found: operator, webhook, source of"
            + " metrics, policies, sidecars, network, versions; each problem with its remedy.",
        List.of(AnalysisTools.NAMESPACE),
        this::look);
  }

  private Told look(Arguments given) throws CommandException {
    try (KubernetesClient client = scope.connect(given.text("namespace"))) {
      String namespace = client.getNamespace();
      var page = new ScreenText.Page(Layout.PLAIN);
      new Examination(namespace, null, scope.only()).lines(client).forEach(page::line);
      return Told.plain(
          "As the API server says now; what you may not look at is told as unseen.",
          "namespace " + namespace,
          page.text());
    }
  }
}
