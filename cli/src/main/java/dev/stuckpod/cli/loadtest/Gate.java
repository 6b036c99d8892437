package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.loadtest.child.Load;
import dev.stuckpod.cli.loadtest.report.LoadFacts;
import dev.stuckpod.cli.loadtest.window.Follower;
import dev.stuckpod.cli.loadtest.window.Patience;
import dev.stuckpod.cli.loadtest.window.Targets;
import dev.stuckpod.cli.loadtest.window.Windows;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a window, runs the load or waits for it, closes the window and waits for what it says. */
final class Gate {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** Whoever hurries us may kill soon: the load's end is waited for afterwards. */
  private static final Duration HURRY = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final Windows windows;
  private final Attention attention;
  private final Progress progress;
  private final InstantSource clock;

  Gate(KubernetesClient client, Attention attention, Progress progress, InstantSource clock) {
    this.client = client;
    this.windows = new Windows(client);
    this.attention = attention;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Makes a window and sees it through.
   *
   * @param command the load; empty where it runs elsewhere for as long as the window says
   * @throws CommandException if nothing could be made
   */
  Outcome run(String name, LoadTestWindowSpec spec, List<String> command)
      throws CommandException, InterruptedException {
    LoadFacts load = command.isEmpty() ? null : LoadFacts.notStarted(command);
    Optional<Targets> targets = Targets.of(spec, client);
    List<String> pods = targets.map(Targets::names).orElse(List.of());
    Optional<String> hopeless = targets.flatMap(all -> all.hopeless(client.getNamespace()));
    if (hopeless.isPresent()) {
      return new Outcome(null, load, null, hopeless.get(), pods);
    }
    targets.ifPresent(this::warn);
    LoadTestWindow window = windows.createOwn(name, spec);
    Instant made = clock.instant();
    progress.line("loadtestwindow/%s in namespace %s".formatted(name, client.getNamespace()));
    var follower = new Follower(window, windows::look, clock, progress::line);
    var vigil = new Vigil(windows, follower, attention, progress, clock);
    Optional<String> refused = vigil.untilWatched();
    progress.clear();
    if (refused.isPresent()) {
      giveUp(follower, vigil);
      return new Outcome(follower.window(), load, null, refused.get(), pods);
    }
    Patience patience = patience(spec, made);
    return load == null
        ? elsewhere(spec, made, follower, vigil, patience, pods)
        : here(load, follower, vigil, patience, pods);
  }

  /** Closes a window that somebody else has opened, and sees it through. */
  Outcome close(LoadTestWindow window) throws InterruptedException {
    var follower = new Follower(window, windows::look, clock, progress::line);
    var vigil = new Vigil(windows, follower, attention, progress, clock);
    Instant made = Instant.parse(window.getMetadata().getCreationTimestamp());
    Optional<String> trouble =
        vigil.untilEnded(clock.instant(), true, patience(window.getSpec(), made));
    progress.clear();
    return new Outcome(follower.window(), null, null, trouble.orElse(null), List.of());
  }

  private Outcome here(
      LoadFacts facts, Follower follower, Vigil vigil, Patience patience, List<String> pods)
      throws InterruptedException {
    Load load;
    try {
      load = Load.start(facts.command(), attention::wake);
    } catch (IOException failed) {
      vigil.close();
      String why = "The load could not be started: " + failed.getMessage();
      return new Outcome(follower.window(), facts, null, why, pods);
    }
    attention.to(load);
    watch(load, follower, vigil);
    Instant end = Objects.requireNonNullElseGet(load.facts().endedAt(), clock::instant);
    Optional<String> trouble = vigil.untilEnded(end, true, patience);
    progress.clear();
    return new Outcome(follower.window(), facts, load, trouble.orElse(null), pods);
  }

  /** While the load has the terminal; a signal closes the window before the load has ended. */
  private void watch(Load load, Follower follower, Vigil vigil) throws InterruptedException {
    boolean closed = false;
    boolean lost = false;
    var heartbeat = new Heartbeat(windows, follower, clock);
    heartbeat.beatOrLook();
    while (!load.hasEnded() && !attention.isHurried()) {
      attention.sleep(LOOK_EVERY);
      if (attention.isAsked() && !closed) {
        closed = vigil.close();
      } else if (!load.hasEnded() && !lost) {
        if (closed) {
          follower.look();
        } else {
          heartbeat.beatOrLook();
        }
        lost = isLost(follower, closed);
      }
    }
    if (!load.hasEnded()) {
      attention.sleep(HURRY);
    }
  }

  /** Whether nobody watches any more while the load goes on, which is told at once. */
  private boolean isLost(Follower follower, boolean closed) {
    if (follower.isGone()) {
      progress.line(Vigil.DELETED + ", and nobody watches the load any more");
    } else if (follower.seen().isCompleted() && !closed) {
      progress.line(
          "the window is over, and nobody watches the load any more: "
              + follower.seen().sentence().orElse(""));
    }
    return follower.isGone() || follower.seen().isCompleted();
  }

  private Outcome elsewhere(
      LoadTestWindowSpec spec,
      Instant made,
      Follower follower,
      Vigil vigil,
      Patience patience,
      List<String> pods)
      throws InterruptedException {
    Duration lasts = Duration.ZERO;
    if (spec.during() != null && spec.during().duration() != null) {
      lasts = Durations.parse(spec.during().duration());
    }
    Optional<String> trouble = vigil.untilEnded(made.plus(lasts), false, patience);
    progress.clear();
    return new Outcome(follower.window(), null, null, trouble.orElse(null), pods);
  }

  /** One that nobody watches is of no use to anybody; any other ends, and says so. */
  private void giveUp(Follower follower, Vigil vigil) {
    if (follower.isGone()) {
      return;
    }
    if (follower.seen().isTaken()) {
      vigil.close();
    } else {
      windows.remove(follower.name());
    }
  }

  private void warn(Targets targets) {
    int without = targets.names().size() - targets.withSidecar();
    if (without > 0) {
      progress.line(
          "%d of %d pods have no sidecar, and nobody can look at these: restart them by kubectl rollout restart"
              .formatted(without, targets.names().size()));
    }
  }

  private static Patience patience(LoadTestWindowSpec spec, Instant made) {
    return new Patience(
        duration(spec.settle(), Duration.ofMinutes(1)),
        made.plus(duration(spec.deadline(), Duration.ofHours(2))));
  }

  private static Duration duration(@Nullable String text, Duration otherwise) {
    return text == null ? otherwise : Durations.parse(text);
  }
}
