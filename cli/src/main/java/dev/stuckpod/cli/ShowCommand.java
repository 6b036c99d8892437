package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.AnalysisText;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.text.JsonText;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what was found in one pod, as {@code analyze} would of its dumps. */
@Command(
    name = "show",
    description = "Shows what a DumpAnalysis has found: verdict, evidence, stacks.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    /** For a person. */
    text,
    /** The object, for programs. */
    json,
    /** The object, as kubectl takes it. */
    yaml
  }

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the DumpAnalysis.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or yaml; default: text.")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    try (KubernetesClient client = cluster.connect()) {
      DumpAnalysis analysis = WholeDump.analysis(client, name);
      analysis.getMetadata().setManagedFields(null); // of use to API servers only
      Console out = Console.out(spec);
      switch (format) {
        case text -> {
          out.line(AnalysisText.heading(analysis));
          AnalysisText.write(analysis, out);
        }
        case json -> out.print(JsonText.of(Serialization.asJson(analysis) + "\n"));
        case yaml -> out.print(ScreenText.of(Serialization.asYaml(analysis)));
      }
      out.flush();
    }
    return 0;
  }
}
