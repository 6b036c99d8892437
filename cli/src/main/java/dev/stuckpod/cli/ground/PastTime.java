package dev.stuckpod.cli.ground;

import dev.stuckpod.crds.grammar.Durations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Reads times that are over, as people type them. */
public final class PastTime {

  private PastTime() {}

  /**
   * Reads one.
   *
   * @param option that it was given by
   * @param text RFC 3339, or how long ago it was: {@code 10m}
   * @return in whole seconds
   * @throws CommandException if it is neither, or not over
   */
  public static Instant of(String option, String text, Instant now) throws CommandException {
    Instant time;
    try {
      time =
          text.matches(Durations.PATTERN)
              ? now.minus(Durations.parse(text))
              : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException unreadable) {
      throw new CommandException(
          "%s '%s' is no time: write it as 2026-01-15T12:00:00Z, or how long ago it was, as 10m"
              .formatted(option, text),
          unreadable);
    }
    if (time.isAfter(now)) {
      throw new CommandException("%s %s is not over yet".formatted(option, text));
    }
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
