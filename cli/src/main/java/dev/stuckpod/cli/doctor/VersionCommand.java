package dev.stuckpod.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.Json;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Program;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says of which version client, operator and sidecars are. */
@Command(
    name = "version",
    description = "Says of which version client, operator and sidecars are.",
    mixinStandardHelpOptions = true)
public final class VersionCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    /** For a person. */
    text,
    /** For programs. */
    json,
    /** The same as YAML. */
    yaml
  }

  /**
   * What there is.
   *
   * @param kubernetes null: not asked
   * @param operators where the Deployment is, and its version; null: not asked, or not told
   * @param sidecars images and how many pods have them; null likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Versions(
      String client,
      @Nullable String kubernetes,
      @Nullable Map<String, String> operators,
      @Nullable Map<String, Integer> sidecars) {}

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Sidecars of all namespaces.")
  private boolean all;

  @Option(names = "--client", description = "Only this program's own; no cluster is asked.")
  private boolean clientOnly;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or yaml; default: text.")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    String own = Program.version().orElse("development");
    if (clientOnly) {
      write(new Versions(own, null, null, null), List.of());
      return 0;
    }
    try (KubernetesClient client = cluster.connect()) {
      var checks = new Checks();
      Versions found =
          new Versions(
              own,
              checks
                  .look("version", "the version of Kubernetes", client::getKubernetesVersion)
                  .map(version -> version.getGitVersion())
                  .orElse(null),
              checks.look("operator", "Deployments", () -> operators(client)).orElse(null),
              checks.look("sidecar", "Pods", () -> sidecars(client)).orElse(null));
      write(found, checks.all());
    }
    return 0;
  }

  private static Map<String, String> operators(KubernetesClient client) {
    var found = new TreeMap<String, String>();
    Installed.all(client, null).forEach(one -> found.put(one.about(), one.version()));
    return found;
  }

  private Map<String, Integer> sidecars(KubernetesClient client) {
    var found = new TreeMap<String, Integer>();
    (all ? client.pods().inAnyNamespace().list() : client.pods().list())
        .getItems()
        .forEach(
            pod ->
                SidecarChecks.sidecar(pod)
                    .ifPresent(c -> found.merge(c.getImage(), 1, Integer::sum)));
    return found;
  }

  private void write(Versions found, List<Check> unseen) {
    Console out = Console.out(spec);
    switch (format) {
      case json -> out.print(Json.json(found));
      case yaml -> out.print(Json.yaml(found));
      case text -> {
        out.line("client      " + found.client());
        if (found.kubernetes() != null) {
          out.line("kubernetes  " + found.kubernetes());
        }
        Map<String, String> operators = Objects.requireNonNullElse(found.operators(), Map.of());
        operators.forEach(
            (about, version) -> out.line("operator    %s (%s)".formatted(version, about)));
        if (found.operators() != null && operators.isEmpty()) {
          out.line("operator    none is installed");
        }
        Objects.requireNonNullElse(found.sidecars(), Map.<String, Integer>of())
            .forEach((image, pods) -> out.line("sidecars    %s (%d)".formatted(image, pods)));
        unseen.forEach(check -> out.line(check.says()));
      }
    }
    out.flush();
  }
}
