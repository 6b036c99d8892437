package dev.stuckpod.cli.loadtest.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Something of a timeline.
 *
 * @param text what, whoever has named it
 */
record Moment(Instant at, String text) {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The time of day in UTC, to the second. */
  static String clock(Instant at) {
    return CLOCK.format(at);
  }

  String clock() {
    return clock(at);
  }
}
