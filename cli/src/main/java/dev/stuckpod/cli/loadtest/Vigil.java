package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.loadtest.window.Follower;
import dev.stuckpod.cli.loadtest.window.Look;
import dev.stuckpod.cli.loadtest.window.Patience;
import dev.stuckpod.cli.loadtest.window.Windows;
import dev.stuckpod.crds.grammar.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Waits for what an operator makes of a window: that it watches, and that it has ended. */
final class Vigil {

  static final String DELETED = "The window was deleted meanwhile";

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** An operator that runs takes a window up in a second or two, and scrapes within an interval. */
  private static final Duration TAKEN = Duration.ofSeconds(15);

  private final Windows windows;
  private final Follower follower;
  private final Attention attention;
  private final Progress progress;
  private final InstantSource clock;

  Vigil(
      Windows windows,
      Follower follower,
      Attention attention,
      Progress progress,
      InstantSource clock) {
    this.windows = windows;
    this.follower = follower;
    this.attention = attention;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Waits until pods are watched.
   *
   * @return why that did not come about; empty where they are
   */
  Optional<String> untilWatched() throws InterruptedException {
    Instant begun = clock.instant();
    while (true) {
      Seen seen = follower.look();
      if (seen.isWatching()) {
        return Optional.empty();
      }
      if (follower.isGone()) {
        return Optional.of(DELETED);
      }
      if (attention.isAsked()) {
        return Optional.of("Interrupted before the load began");
      }
      if (seen.isCompleted()) {
        return Optional.of(seen.sentence().orElse("The window has ended before the load began"));
      }
      if (Duration.between(begun, clock.instant()).compareTo(TAKEN) >= 0) {
        return Optional.of(notWatched(seen));
      }
      progress.state("waiting until the operator watches the pods", "");
      attention.sleep(PAUSE);
    }
  }

  private String notWatched(Seen seen) {
    if (follower.isSilent()) {
      return "The API server does not answer, so that nobody could tell what happens";
    }
    return seen.isTaken()
        ? seen.sentence().orElse("The operator sees none of the pods")
        : noOperator();
  }

  private String noOperator() {
    return "No operator has taken up the window within %d s: is Stuckpod installed and running, and does it watch namespace %s?"
        .formatted(TAKEN.toSeconds(), windows.namespace());
  }

  /**
   * Waits until the window has ended.
   *
   * @param since when the load ended, or is to end
   * @param close whether it has ended, so that the window is told; else only where a signal asks
   * @return why its end was not seen; empty where it was
   */
  Optional<String> untilEnded(Instant since, boolean close, Patience patience)
      throws InterruptedException {
    Duration before = follower.away();
    boolean closed = false;
    while (true) {
      if (!closed && (close || attention.isAsked())) {
        closed = close();
      } else {
        follower.look();
      }
      Seen seen = follower.seen();
      Duration away = follower.away().minus(before);
      Instant now = clock.instant();
      if (seen.isCompleted()) {
        return Optional.empty();
      }
      if (follower.isGone()) {
        return Optional.of(DELETED);
      }
      if (attention.isHurried()) {
        return Optional.of("Interrupted before the window was over");
      }
      if (!seen.isTaken() && Duration.between(since, now).minus(away).compareTo(TAKEN) >= 0) {
        return Optional.of(noOperator());
      }
      Optional<String> exhausted = patience.isExhausted(since, away, now);
      if (exhausted.isPresent()) {
        return exhausted;
      }
      tell(seen, since, patience, now);
      attention.sleep(PAUSE);
    }
  }

  /** Tells the window that the load has ended, and whether it knows now. */
  boolean close() {
    Look answer = windows.end(follower.name());
    follower.take(answer);
    return answer instanceof Look.There;
  }

  private void tell(Seen seen, Instant since, Patience patience, Instant now) {
    String pods = ": %d pods watched, %d stuck".formatted(seen.watchedPods(), seen.proven().size());
    if (now.isBefore(since)) {
      progress.state(
          "watching while the load runs elsewhere", pods + ", " + seconds(now, since) + " to go");
      return;
    }
    Instant settled = since.plus(patience.settle());
    progress.state(
        "the load has ended; the pods may settle for " + Durations.format(patience.settle()),
        pods + (now.isBefore(settled) ? ", " + seconds(now, settled) + " to go" : ""));
  }

  private static String seconds(Instant from, Instant to) {
    return Durations.format(
        Duration.ofSeconds(Math.max(1, Duration.between(from, to).toSeconds())));
  }
}
