package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.loadtest.window.Follower;
import dev.stuckpod.cli.loadtest.window.Look;
import dev.stuckpod.cli.loadtest.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells the operator, while the load runs here, that it does: what stands still meanwhile has no
 * excuse. Where that fails the window is watched without, as one whose load runs elsewhere.
 */
final class Heartbeat {

  /** The operator takes it for true for thirty seconds. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Windows windows;
  private final Follower follower;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private long times;

  Heartbeat(Windows windows, Follower follower, InstantSource clock) {
    this.windows = windows;
    this.follower = follower;
    this.clock = clock;
  }

  /** Beats, if it is time to, or else asks for the window; the answer to either is the window. */
  void beatOrLook() {
    Instant now = clock.instant();
    if (follower.isSilent() || now.isBefore(next)) {
      follower.look();
      return;
    }
    next = now.plus(EVERY);
    if (windows.runs(follower.name(), ++times) instanceof Look.There answer) {
      follower.take(answer);
    } else {
      follower.look(); // one may be allowed without the other
    }
  }
}
