package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.cluster.AnalysisFollower;
import dev.stuckpod.cli.cluster.AnalysisTable;
import dev.stuckpod.cli.cluster.AnalysisText;
import dev.stuckpod.cli.cluster.TableText;
import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.told.Told;
import dev.stuckpod.cli.mcp.tool.Arguments;
import dev.stuckpod.cli.mcp.tool.Parameter;
import dev.stuckpod.cli.mcp.tool.Tool;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.status.Explanation;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Tools that read the cluster. */
public final class AnalysisTools {
  static final Parameter NAMESPACE =
      Parameter.text("namespace", "The namespace; default: the one of the context.");

  private static final String NOW = "As the API server says now; nothing is concluded here.";
  private static final int MOST = 200;

  private final Scope scope;

  /** Makes tools that read so much. */
  public AnalysisTools(Scope scope) {
    this.scope = scope;
  }

  /** The tools. */
  public List<Tool> all() {
    return List.of(
        Tool.reading(
            "list_analyses",
            "Lists the stuck pods that were captured and explained (DumpAnalyses), the latest"
                + " first: pod, verdict, cause.",
            List.of(
                NAMESPACE,
                Parameter.flag("everywhere", "Those of all namespaces."),
                Parameter.text("labels", "Only those with these labels: app=hub,tier!=test.")),
            this::list),
        Tool.reading(
            "show_analysis",
            "Shows what a DumpAnalysis has found in its pod: what is wrong, how sure that is, the"
                + " evidence, the largest stacks; or why there is no dump.",
            List.of(Parameter.required("name", "Name of the DumpAnalysis."), NAMESPACE),
            this::show),
        Tool.reading(
            "explain_pod",
            "Tells why a pod counts as stuck or not, by what policies, load-test windows and Events"
                + " say of it, and whether a dump could be taken.",
            List.of(Parameter.required("pod", "Name of the pod."), NAMESPACE),
            this::explain));
  }

  private Told list(Arguments given) throws CommandException {
    boolean all = given.flag("everywhere");
    if (all) {
      scope.any();
    }
    try (KubernetesClient client = scope.connect(given.text("namespace"))) {
      String namespace = all ? null : client.getNamespace();
      AnalysisTable table =
          AnalysisTable.read(client, new AnalysisTable.Which(namespace, given.text("labels")));
      String from = namespace == null ? "all namespaces" : "namespace " + namespace;
      return Told.plain(NOW, from, text(table, all));
    }
  }

  private static ScreenText text(AnalysisTable table, boolean all) {
    var page = new ScreenText.Page(Layout.PLAIN);
    List<AnalysisTable.Row> rows = table.rows().stream().limit(MOST).toList();
    if (rows.isEmpty()) {
      page.line("There is no DumpAnalysis.");
    } else {
      new TableText(all, true, 0)
          .lines(new AnalysisTable(table.columns(), rows))
          .forEach(page::line);
    }
    if (rows.size() < table.rows().size()) {
      page.line("and %d more, which are older".formatted(table.rows().size() - rows.size()));
    }
    return page.text();
  }

  private Told show(Arguments given) throws CommandException {
    try (KubernetesClient client = scope.connect(given.text("namespace"))) {
      DumpAnalysis object = WholeDump.analysis(client, given.required("name"));
      String from = "dumpanalysis/" + object.getMetadata().getName();
      var page = new ScreenText.Page(Layout.PLAIN);
      page.line(AnalysisText.heading(object));
      if (object.getStatus() == null || object.getStatus().verdict() == null) {
        for (String type : List.of("Captured", "Analyzed")) {
          AnalysisFollower.condition(object, type).map(Conditions::line).ifPresent(page::line);
        }
        return Told.plain("It is not explained, or not yet.", from, page.text());
      }
      Analysis analysis = Explanation.of(object.getStatus());
      return Told.of(
          analysis, from, ScreenText.of(page.text().text() + PlainText.of(analysis).text()));
    }
  }

  private Told explain(Arguments given) throws CommandException {
    try (KubernetesClient client = scope.connect(given.text("namespace"))) {
      String pod = given.required("pod");
      return Told.plain(
          "As status, conditions and Events say now; nothing is concluded here. A status lists 20"
              + " pods at most.",
          "pod %s in namespace %s".formatted(pod, client.getNamespace()),
          new PodStory(client, pod).text());
    }
  }
}
