package dev.stuckpod.cli.loadtest.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Something of a timeline.
 *
 * @param kind of which kind it is
 * @param text what, whoever has named it
 */
public record Moment(Instant at, Kind kind, String text) {

  /** What kind of thing it is. */
  public enum Kind {
    /** The load, or the window that watches it. */
    LOAD,
    /** A pod stands still. */
    FREEZE,
    /** Somebody has noticed. */
    NOTICED,
    /** A dump. */
    DUMP,
    /** A container was restarted. */
    RESTART,
    /** Whatever else. */
    OTHER
  }

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The time of day in UTC, to the second. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** Its time of day. */
  String clock() {
    return clock(at);
  }
}
