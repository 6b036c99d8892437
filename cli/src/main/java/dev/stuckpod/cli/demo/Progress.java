package dev.stuckpod.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says what is going on, with the seconds since the start. */
final class Progress {

  private final Consumer<String> told;
  private final Instant start = Instant.now();

  /**
   * Begins now.
   *
   * @param told one line after the other
   */
  Progress(Consumer<String> told) {
    this.told = told;
  }

  void say(String line) {
    told.accept("%4ds  %s".formatted(Duration.between(start, Instant.now()).toSeconds(), line));
  }
}
