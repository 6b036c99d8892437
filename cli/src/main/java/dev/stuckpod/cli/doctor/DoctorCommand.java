package dev.stuckpod.cli.doctor;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.Json;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Program;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern KUBERNETES = Pattern.compile("v?1\\.(\\d+).*");

  /** Since then a container may be a native sidecar. */
  private static final int OLDEST = 29;

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
      var checks = new Checks();
      look(client, checks);
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

  private void look(KubernetesClient client, Checks checks) {
    String namespace = all ? null : client.getNamespace();
    kubernetes(client, checks);
    CrdChecks.run(client, checks);
    Optional<Installed> operator =
        OperatorChecks.run(client, operatorNamespace, Program.version().orElse(null), checks);
    operator.ifPresent(one -> watched(one, namespace, checks));
    WebhookChecks.run(client, operator.orElse(null), checks);
    if (checks.all().stream().noneMatch(DoctorCommand::isMissing)) {
      PolicyChecks.run(client, namespace, checks);
    }
    checks
        .look("sidecar", "Pods", () -> pods(client, namespace))
        .ifPresent(
            pods -> {
              SidecarChecks.run(client, pods, operator.orElse(null), checks);
              operator.ifPresent(one -> NetworkChecks.run(client, pods, one, checks));
            });
  }

  /** Where the cluster has not our kinds, there is nothing of them to ask for. */
  private static boolean isMissing(Check check) {
    return check.area().equals("crds")
        && check.level() == Check.Level.wrong
        && check.about().startsWith("crd stuckpolicies");
  }

  private List<Pod> pods(KubernetesClient client, @Nullable String namespace) {
    return namespace == null
        ? client
            .pods()
            .inAnyNamespace()
            .withLabelSelector(labels == null ? "" : labels)
            .list()
            .getItems()
        : client
            .pods()
            .inNamespace(namespace)
            .withLabelSelector(labels == null ? "" : labels)
            .list()
            .getItems();
  }

  private static void kubernetes(KubernetesClient client, Checks checks) {
    checks
        .look("version", "the version of Kubernetes", client::getKubernetesVersion)
        .map(version -> String.valueOf(version.getGitVersion()))
        .ifPresent(
            version -> {
              Matcher minor = KUBERNETES.matcher(version);
              boolean old = minor.matches() && Integer.parseInt(minor.group(1)) < OLDEST;
              checks.add(
                  old
                      ? Check.wrong(
                          "version",
                          "",
                          "Kubernetes %s has no native sidecars.".formatted(version),
                          "1.29 or newer is needed.")
                      : Check.ok("version", "", "Kubernetes %s.".formatted(version)));
            });
  }

  private static void watched(Installed operator, @Nullable String namespace, Checks checks) {
    List<String> watched = operator.watched();
    if (namespace != null && !watched.isEmpty() && !watched.contains(namespace)) {
      checks.add(
          Check.wrong(
              "operator",
              operator.about(),
              "It does not watch namespace %s.".formatted(namespace),
              "add it to watchNamespaces of the chart, now " + String.join(", ", watched) + "."));
    }
  }
}
