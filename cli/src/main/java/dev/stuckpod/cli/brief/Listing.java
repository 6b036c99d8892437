package dev.stuckpod.cli.brief;

import dev.stuckpod.cli.cluster.AnalysisObjects;
import dev.stuckpod.cli.cluster.AnalysisTable;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.TableText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * Lists DumpAnalyses.
 *
 * @param cluster where they are
 * @param all those of all namespaces
 * @param labels a label selector; null: any
 */
public record Listing(ClusterOptions cluster, boolean all, @Nullable String labels, Format format)
    implements Brief {

  /** What is said of each; the names are what a user types. */
  public enum Format {
    /** What fits into a line. */
    table,
    /** All columns. */
    wide,
    /** The objects, for programs. */
    json,
    /** The objects, as kubectl takes them. */
    yaml,
    /** As kubectl takes it. */
    name
  }

  /** What was found, and where it was looked for. */
  private record Found(AnalysisTable.Which which, AnalysisTable table) {}

  @Override
  public void answer(Console out, Console err) throws CommandException {
    if (format == Format.json || format == Format.yaml) {
      writeObjects(out);
      return;
    }
    Found found =
        cluster.ask(
            line -> {
              var which = which(line.namespace());
              return new Found(which, AnalysisTable.read(line, which));
            });
    AnalysisTable table = found.table();
    if (table.rows().isEmpty()) {
      err.line(nothing(found.which().namespace()));
    } else if (format == Format.name) {
      table.rows().forEach(row -> out.line("dumpanalysis/" + row.name()));
    } else {
      new TableText(all, format == Format.wide, Terminal.columns()).lines(table).forEach(out::line);
    }
    out.flush();
  }

  private void writeObjects(Console out) throws CommandException {
    try (KubernetesClient client = cluster.connect()) {
      AnalysisObjects.write(client, which(client.getNamespace()), format == Format.yaml, out);
      out.flush();
    }
  }

  private AnalysisTable.Which which(String namespace) {
    return new AnalysisTable.Which(all ? null : namespace, labels);
  }

  private String nothing(@Nullable String namespace) {
    return "There is no DumpAnalysis%s%s."
        .formatted(
            labels == null ? "" : " with these labels",
            namespace == null ? "" : " in namespace " + namespace);
  }
}
