package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.cluster.AnalysisFollower;
import dev.stuckpod.cli.cluster.AnalysisText;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The demo, from an empty cluster to an explained dump. */
final class Demo {

  private final Site site;
  private final Preparation preparation;
  private final Console out;
  private final Progress progress;
  private final Stage stage;
  private final Way way;

  Demo(Site site, Cleanup cleanup, Way way, Console out) {
    this.way = way;
    this.site = site;
    this.out = out;
    this.progress = site.progress();
    this.stage = new Stage(site);
    this.preparation = new Preparation(site, cleanup, stage);
  }

  /** Runs all steps; tells whether everything promised was seen. */
  boolean run() throws CommandException, IOException, InterruptedException {
    Pod hub = preparation.withPolicy(way);
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
