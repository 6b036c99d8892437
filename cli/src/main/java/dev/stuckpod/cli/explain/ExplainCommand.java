package dev.stuckpod.cli.explain;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.Json;
import dev.stuckpod.cli.cluster.ObjectName;
import dev.stuckpod.cli.cluster.PodPolicies;
import dev.stuckpod.cli.explain.Told.Happened;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.PastTime;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a pod fires, or not. */
@Command(
    name = "explain",
    description =
        "Says why a pod fires, or not: of each policy that selects it each rule, clause by clause,"
            + " as the operator judges it now, or would have at"
            + " another time. The exit code is 1 where the operator has not answered for all of"
            + " them.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    /** For a person. */
    text,
    /** For programs. */
    json,
    /** The same as YAML. */
    yaml
  }

  private static final int EVENTS = 8;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "POD", description = "Name of the pod.")
  private String named = "";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Only this StuckPolicy; default: every one that selects the pod.")
  private String only = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "As it would have been judged at another time, of what the source has recorded: RFC 3339,"
              + " or how long ago it was, as 10m; default: now.")
  private String at = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "40",
      description = "How long to wait for the operator (default: ${DEFAULT-VALUE}).")
  private long timeout;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or yaml; default: text.")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (timeout < 0) {
      throw new CommandException("--timeout is 0 at least");
    }
    String time = at.isEmpty() ? null : PastTime.of("--at", at, Instant.now()).toString();
    try (KubernetesClient client = cluster.connect()) {
      String name = ObjectName.of(named, "pod", "pods", "po");
      Pod pod = client.pods().withName(name).get();
      if (pod == null) {
        throw new CommandException(
            "There is no pod '" + name + "' in namespace " + client.getNamespace());
      }
      Told told = tell(client, pod, time);
      Console out = Console.out(spec);
      switch (format) {
        case text -> out.print(ExplainText.of(told, Terminal.layout()));
        case json -> out.print(Json.json(told));
        case yaml -> out.print(Json.yaml(told));
      }
      out.flush();
      return told.answered() ? 0 : 1;
    }
  }

  private Told tell(KubernetesClient client, Pod pod, @Nullable String time)
      throws CommandException, InterruptedException {
    String name = pod.getMetadata().getName();
    List<StuckPolicy> all =
        client.resources(StuckPolicy.class).list().getItems().stream()
            .sorted(Comparator.comparing((StuckPolicy policy) -> policy.getMetadata().getName()))
            .toList();
    if (!only.isEmpty() && all.stream().noneMatch(p -> p.getMetadata().getName().equals(only))) {
      throw new CommandException(
          "There is no StuckPolicy '%s' in namespace %s".formatted(only, client.getNamespace()));
    }
    List<StuckPolicy> selecting =
        all.stream()
            .filter(policy -> only.isEmpty() || policy.getMetadata().getName().equals(only))
            .filter(policy -> PodPolicies.selects(client, policy, name))
            .toList();
    var questions = new Questions(client, name, UUID.randomUUID().toString(), time);
    return new Told(
        client.getNamespace(),
        name,
        time,
        questions.ask(selecting, Duration.ofSeconds(timeout), this::waits),
        all.size(),
        events(client, pod));
  }

  private void waits(List<String> policies) {
    Console err = Console.err(spec);
    err.line(
        "stuckpod: Waiting for the operator, %d s at most: it answers when it judges %s next."
            .formatted(timeout, String.join(", ", policies)));
    err.flush();
  }

  private static List<Happened> events(KubernetesClient client, Pod pod) {
    try {
      return client
          .events()
          .v1()
          .events()
          .withField("regarding.uid", pod.getMetadata().getUid())
          .list()
          .getItems()
          .stream()
          .filter(event -> String.valueOf(event.getReportingController()).contains("stuckpod"))
          .map(event -> new Happened(time(event), event.getReason(), event.getNote()))
          .sorted(Comparator.comparing(Happened::at).reversed())
          .limit(EVENTS)
          .toList();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of();
      }
      throw refused;
    }
  }

  private static String time(Event event) {
    return Stream.of(
            event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                ? ""
                : event.getSeries().getLastObservedTime().getTime(),
            event.getEventTime() == null ? "" : event.getEventTime().getTime(),
            String.valueOf(event.getMetadata().getCreationTimestamp()))
        .filter(time -> time != null && !time.isEmpty())
        .findFirst()
        .orElse("");
  }
}
