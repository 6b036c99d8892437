package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.AnalysisObjects;
import dev.stuckpod.cli.cluster.AnalysisTable;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.TableText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import io.fabric8.kubernetes.client.KubernetesClient;
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

  /** What is said of each. */
  enum Format {
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

  /** What was found, and where it was looked for. */
  private record Found(AnalysisTable.Which which, AnalysisTable table) {}

  @Override
  public Integer call() throws CommandException {
    if (format == Format.json || format == Format.yaml) {
      writeObjects();
      return 0;
    }
    Found found =
        cluster.ask(
            line -> {
              var which = which(line.namespace());
              return new Found(which, AnalysisTable.read(line, which));
            });
    AnalysisTable table = found.table();
    if (table.rows().isEmpty()) {
      Console.err(spec).line(nothing(found.which().namespace()));
      return 0;
    }
    Console out = Console.out(spec);
    if (format == Format.name) {
      table.rows().forEach(row -> out.line("dumpanalysis/" + row.name()));
    } else {
      new TableText(all, format == Format.wide, Terminal.columns()).lines(table).forEach(out::line);
    }
    out.flush();
    return 0;
  }

  private void writeObjects() throws CommandException {
    try (KubernetesClient client = cluster.connect()) {
      Console out = Console.out(spec);
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
