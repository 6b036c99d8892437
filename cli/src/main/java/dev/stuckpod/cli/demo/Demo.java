package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.cluster.AnalysisFollower;
import dev.stuckpod.cli.cluster.AnalysisText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpecBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The demo, from an empty cluster to an explained dump. */
final class Demo {

  private final Site site;
  private final Cleanup cleanup;
  private final Console out;
  private final Progress progress;
  private final Stage stage;
  private final Way way;

  Demo(Site site, Cleanup cleanup, Way way, Console out) {
    this.way = way;
    this.site = site;
    this.cleanup = cleanup;
    this.out = out;
    this.progress = site.progress();
    this.stage = new Stage(site);
  }

  /** Runs all steps; tells whether everything promised was seen. */
  boolean run() throws CommandException, IOException, InterruptedException {
    Pod hub = setUp();
    var freeze = new Freeze(site, stage);
    progress.say("k6 sends 600 clients; most leave at once after 25 s, while broadcasts go on");
    freeze.startLoad(hub);
    Freeze.Noticed noticed = freeze.await(hub);
    progress.say("noticed: dumpanalysis/" + noticed.analysis().getMetadata().getName());
    DumpAnalysis end =
        new AnalysisFollower(site.client(), progress::say)
            .follow(
                Stage.NAMESPACE, noticed.analysis().getMetadata().getName(), Duration.ofMinutes(3));
    Instant explained = Instant.now();
    freeze.stopLoad();
    return tell(hub, noticed, end, explained);
  }

  private Pod setUp() throws CommandException, IOException, InterruptedException {
    var installation = new Installation(site);
    cleanup.removeLeftovers();
    if (installation.isPresent()) {
      throw new CommandException(
          "Stuckpod is already installed in this cluster: the demo brings its own; use another"
              + " cluster, or uninstall it first (helm uninstall stuckpod -n stuckpod)");
    }
    installation.loadImages();
    progress.say("deploying Prometheus");
    stage.open();
    stage.apply("e2e/prometheus/prometheus.yaml");
    stage.awaitPod("prometheus");
    progress.say("installing Stuckpod by Helm");
    installation.install();
    progress.say("deploying hub, a WebSocket server with a mistake in it, and a policy for it");
    stage.apply(policy());
    stage.apply("e2e/apps/manifests/hub.yaml");
    return stage.awaitPod("hub");
  }

  /** The policy, which lets nothing be restarted unless there is no other way here. */
  private StuckPolicy policy() throws IOException {
    StuckPolicy policy =
        Serialization.unmarshal(
            Files.readString(site.root().resolve("e2e/demo/policy.yaml")), StuckPolicy.class);
    if (way == Way.RESTART) {
      progress.say(
          "this machine's kernel (Yama) lets nobody read another process's memory: SIGQUIT is"
              + " allowed instead, and the server will be restarted once");
      policy.setSpec(
          StuckPolicySpecBuilder.builder(policy.getSpec())
              .capture(new CaptureSpec(null, true, null, null))
              .build());
    }
    return policy;
  }

  private boolean tell(Pod hub, Freeze.Noticed noticed, DumpAnalysis end, Instant explained)
      throws CommandException, IOException, InterruptedException {
    out.gap();
    out.line("$ kubectl get dumpanalyses -n " + Stage.NAMESPACE);
    String table = site.kubectl("get", "dumpanalyses", "-n", Stage.NAMESPACE).stripTrailing();
    out.lines(CauseColumn.fit(table, Terminal.columns()));
    out.gap();
    AnalysisText.write(end, out);
    out.gap();
    Pod now = site.client().pods().resource(hub).get();
    Optional<ContainerStatus> container =
        now == null
            ? Optional.empty()
            : now.getStatus().getContainerStatuses().stream()
                .filter(c -> c.getName().equals("hub"))
                .findFirst();
    int restarts = container.map(ContainerStatus::getRestartCount).orElse(0);
    List<String> unmet = new ArrayList<>(Expectations.unmet(end, restarts, way));
    Optional<Story> story = story(noticed, end, container, explained);
    if (story.isPresent()) {
      story.get().lines().forEach(out::line);
      if (!story.get().inTime()) {
        unmet.add("The verdict came later than the bar allows");
      }
    } else {
      unmet.add("It cannot be told how long the steps took");
    }
    out.gap();
    unmet.forEach(sentence -> out.line("NOT SEEN: " + sentence));
    out.line(unmet.isEmpty() ? "Everything that the demo promises was seen." : "The demo failed.");
    out.flush();
    return unmet.isEmpty();
  }

  private Optional<Story> story(
      Freeze.Noticed noticed,
      DumpAnalysis end,
      Optional<ContainerStatus> container,
      Instant explained) {
    List<Attempt> attempts =
        Optional.ofNullable(end.getStatus())
            .map(status -> status.capture())
            .map(capture -> capture.attempts())
            .orElse(List.of());
    Optional<Instant> asked =
        attempts.stream()
            .map(Attempt::startedAt)
            .filter(Objects::nonNull)
            .map(Instant::parse)
            .findFirst();
    Optional<Instant> dumped =
        way == Way.MEMORY
            ? attempts.reversed().stream()
                .map(Attempt::finishedAt)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .findFirst()
            : container
                .map(c -> c.getLastState())
                .map(state -> state.getTerminated())
                .map(terminated -> Instant.parse(terminated.getFinishedAt()));
    if (asked.isEmpty() || dumped.isEmpty()) {
      return Optional.empty();
    }
    Instant over = // the kubelet gives whole seconds
        dumped.get().isBefore(asked.get()) ? asked.get() : dumped.get();
    return Optional.of(
        new Story(way, noticed.frozen(), noticed.at(), asked.get(), over, explained));
  }
}
