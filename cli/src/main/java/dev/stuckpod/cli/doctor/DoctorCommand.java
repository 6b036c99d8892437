package dev.stuckpod.cli.doctor;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.Json;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether all is ready, and what to do where something is not. */
@Command(
    name = "doctor",
    description =
        "Says whether all is ready in a namespace: kinds, operator, webhook, sources of metrics,"
            + " policies, sidecars, network; each problem in a line with its remedy. Changes"
            + " nothing.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:something is, or the cluster does not answer",
      "2:the command is misspelt"
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    /** A line for each check. */
    text,
    /** For programs. */
    json,
    /** The same as YAML. */
    yaml
  }

  /** What programs are told. */
  private record Found(boolean well, List<Check> checks) {}

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Policies, pods and NetworkPolicies of all namespaces.")
  private boolean all;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "LABELS",
      description = "Of the pods only those with these labels, as kubectl takes them.")
  private @Nullable String labels;

  @Option(
      names = "--operator-namespace",
      paramLabel = "NS",
      description = "Where the operator is looked for; default: in all namespaces.")
  private @Nullable String operatorNamespace;

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
      String namespace = all ? null : client.getNamespace();
      Checks checks = new Examination(namespace, labels, operatorNamespace).of(client);
      Console out = Console.out(spec);
      var found = new Found(checks.isWell(), checks.all());
      switch (format) {
        case text -> checks.all().forEach(check -> out.line(check.line()));
        case json -> out.print(Json.json(found));
        case yaml -> out.print(Json.yaml(found));
      }
      out.flush();
      return checks.isWell() ? 0 : 1;
    }
  }
}
