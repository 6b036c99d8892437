package dev.stuckpod.cli.draft;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.loadtest.window.Selectors;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drafts a policy. */
@Command(
    name = "draft",
    description =
        "Looks at what pods export now, and writes a policy with comments to standard output, in"
            + " Shadow mode: a draft to be read, simulated and changed. Nothing is changed in the"
            + " cluster.",
    mixinStandardHelpOptions = true)
final class DraftCommand implements Callable<Integer> {

  /** One that answers is enough; others are tried where it does not. */
  private static final int MOST_PODS = 3;

  private static final double THOUSANDTHS = 1000;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      required = true,
      description = "Labels of the pods, as app=web.")
  private String selector = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "draft",
      description = "Name of the policy (default: ${DEFAULT-VALUE}).")
  private String name = "";

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "The app's container, where pods have several.")
  private @Nullable String container;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "It is looked twice, so long apart, to see what moves; 0: once (default:"
              + " ${DEFAULT-VALUE}).")
  private int seconds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw new CommandException("--name '%s' is no name of an object".formatted(name));
    }
    if (seconds < 0 || seconds > 300) {
      throw new CommandException("--seconds is between 0 and 300");
    }
    LabelSelector labels;
    try {
      labels = Selectors.parse(selector);
    } catch (IllegalArgumentException wrong) {
      throw new CommandException("--selector " + wrong.getMessage(), wrong);
    }
    try (KubernetesClient client = cluster.connect()) {
      Console out = Console.out(spec);
      out.print(ScreenText.of(draft(client, labels)));
      out.flush();
    }
    return 0;
  }

  private String draft(KubernetesClient client, LabelSelector labels)
      throws CommandException, InterruptedException {
    var draft = new Draft(name, client.getNamespace(), container, labels);
    List<Pod> running =
        client.pods().withLabelSelector(labels).list().getItems().stream()
            .filter(pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase()))
            .limit(MOST_PODS)
            .toList();
    if (running.isEmpty()) {
      throw new CommandException(
          "No pod of namespace %s with %s runs: there is nothing to look at"
              .formatted(client.getNamespace(), selector));
    }
    var pages = new PodPages(client, this::say);
    for (Pod pod : running) {
      String app =
          switch (AppContainer.of(pod, container)) {
            case AppContainer.Found(String found) -> found;
            case AppContainer.NotFound(var _, String message) ->
                throw new CommandException(message + " Here: --container NAME");
          };
      Optional<PodPages.Found> found = pages.find(pod, app);
      if (found.isPresent()) {
        return draft.of(look(pages, pod, app, found.get()), now());
      }
    }
    return draft.ofNothing(
        "Of %d pods none answers with metrics, at ports that its annotations (prometheus.io/port) or names (metrics, http) tell."
            .formatted(running.size()),
        now());
  }

  private Look look(PodPages pages, Pod pod, String app, PodPages.Found found)
      throws CommandException, InterruptedException {
    Page second = found.page();
    if (seconds > 0) {
      say("Looking again in %d s.".formatted(seconds));
      Thread.sleep(1000L * seconds);
      second = pages.read(pod, found.address()).orElse(second);
    }
    String where =
        "what pod %s exports at port %d, %s"
            .formatted(pod.getMetadata().getName(), found.address().port(), found.address().path());
    return new Look(where, found.page(), second, seconds, cores(pod, app));
  }

  private void say(String sentence) {
    Console err = Console.err(spec);
    err.line("stuckpod: " + sentence);
    err.flush();
  }

  private static @Nullable Double cores(Pod pod, String app) {
    return ContainerFacts.of(pod, app)
        .map(ContainerFacts::cpuLimit)
        .filter(limit -> limit > 0)
        .map(limit -> limit / THOUSANDTHS)
        .orElse(null);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
