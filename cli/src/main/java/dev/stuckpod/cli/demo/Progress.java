package dev.stuckpod.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Says what is going on, with the seconds since the start. */
final class Progress {

  private final PrintWriter err;
  private final Instant start = Instant.now();

  Progress(PrintWriter err) {
    this.err = err;
  }

  void say(String line) {
    err.println("%4ds  %s".formatted(Duration.between(start, Instant.now()).toSeconds(), line));
    err.flush();
  }
}
