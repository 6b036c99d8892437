package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.Json;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.PastTime;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.readings.Ticks;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says when a policy would have fired. */
@Command(
    name = "simulate",
    description =
        "Says when a policy of a file would have fired, and for whom, over what the source of"
            + " metrics has recorded: judged by the operator's own code. Nothing is changed in the"
            + " cluster.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

  /** How it is written. */
  enum Format {
    /** For a person. */
    text,
    /** For programs. */
    json
  }

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      description = "The policy; - is standard input. It need not be in the cluster.")
  private String file = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "Since when: RFC 3339, or how long ago (default: ${DEFAULT-VALUE}); 7 days at most.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "0s",
      description = "Until when, likewise; default: now.")
  private String to = "";

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "How often it is judged; default: as often as the operator would.")
  private @Nullable String step;

  @Option(
      names = "--pods",
      paramLabel = "REGEX",
      description =
          "Names of pods, also of those that are gone; default: those that the policy selects now,"
              + " and gone ones whose names begin alike.")
  private @Nullable String pods;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "Where the source of metrics answers; default: the service that the policy's"
              + " MetricsSource names, through the API server's proxy.")
  private @Nullable String source;

  @Option(names = "--source-token", paramLabel = "FILE", description = "Bearer token for --source.")
  private @Nullable Path token;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; default: text.")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    Instant now = Instant.now();
    Instant begin = PastTime.of("--from", from, now);
    Instant end = PastTime.of("--to", to, now);
    if (!begin.isBefore(end)) {
      throw new CommandException("--from %s is not before --to %s".formatted(begin, end));
    }
    if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw new CommandException("From --from to --to are more than 7 days: choose a shorter time");
    }
    StuckPolicy policy = PolicyFile.read(file);
    Duration asked = step();
    try (KubernetesClient client = cluster.connect()) {
      check(client, policy);
      Criteria criteria = criteria(policy);
      Ticks ticks = Ticks.of(begin, end, asked == null ? criteria.interval() : asked);
      Told told = tell(client, policy, criteria, ticks);
      Console out = Console.out(spec);
      switch (format) {
        case text -> out.print(SimulationText.of(told, Terminal.layout()));
        case json -> out.print(Json.json(told));
      }
      out.flush();
      return told.until().equals(told.to()) ? 0 : 1;
    }
  }

  /** The API server says which field is wrong, and what it takes, better than who reads it. */
  private void check(KubernetesClient client, StuckPolicy policy) throws CommandException {
    if (policy.getMetadata().getNamespace() != null
        && !policy.getMetadata().getNamespace().equals(client.getNamespace())) {
      throw new CommandException(
          "The policy is of namespace %s: add -n %s"
              .formatted(policy.getMetadata().getNamespace(), policy.getMetadata().getNamespace()));
    }
    if (!PolicyFile.isTaken(client, policy)) {
      Console.err(spec)
          .line("stuckpod: You may not create policies here: whether it is valid was not checked.");
    }
  }

  private Told tell(KubernetesClient client, StuckPolicy policy, Criteria criteria, Ticks ticks)
      throws CommandException {
    Route route =
        source == null
            ? Route.inCluster(client, criteria.source())
            : Route.to(client, source, criteria.source(), token);
    var progress = new Progress(Console.err(spec), Terminal.live(), ticks);
    Told told = new Simulation(client, route, policy, criteria, pods).over(ticks, progress::at);
    progress.end();
    return told;
  }

  private Criteria criteria(StuckPolicy policy) throws CommandException {
    try {
      return Criteria.of(policy.getSpec());
    } catch (IllegalArgumentException wrong) {
      throw new CommandException("%s: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  private @Nullable Duration step() throws CommandException {
    if (step == null) {
      return null;
    }
    try {
      Duration asked = Durations.parse(step);
      if (asked.compareTo(SHORTEST_STEP) < 0) {
        throw new CommandException("--step is at least 1s");
      }
      return asked;
    } catch (IllegalArgumentException wrong) {
      throw new CommandException("--step: " + wrong.getMessage(), wrong);
    }
  }
}
