package dev.stuckpod.operator.loadtest.window;

import java.time.Duration;
import java.time.Instant;

/** How long a window's load lasts. */
public sealed interface During {

  /** So long, from the window's start. */
  record For(Duration duration) implements During {}

  /** Until then. */
  record Until(Instant time) implements During {}

  /** As long as a TestRun or a Job is at it. */
  record Child(String name) implements During {}

  /** Until somebody says that it has ended. */
  record ByHand() implements During {}
}
