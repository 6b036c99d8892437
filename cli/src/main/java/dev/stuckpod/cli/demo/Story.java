package dev.stuckpod.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happened when.
 *
 * @param frozen the server's last sign of life
 * @param noticed the DumpAnalysis was there
 * @param asked the dump was asked for
 * @param dumped the last dump was there, or the process had ended
 * @param explained the verdict was there
 */
record Story(
    Way way, Instant frozen, Instant noticed, Instant asked, Instant dumped, Instant explained) {

  /** window 30 s, hold 10 s, one scrape 5 s, one evaluation 2.5 s, and 5 s. */
  static final Duration BAR = Duration.ofMillis(52_500);

  private static final String READ = "its memory is about to be read";
  private static final String UNNOTICED =
      "two dumps are there, taken in %.1f s; the process has not noticed";
  private static final String SENT = "SIGQUIT is about to be sent";
  private static final String ENDED = "the process has ended: %.1f s to drain";

  /**
   * From the freeze to the verdict, without the time from the first dump's begin to the last's end.
   */
  Duration toVerdict() {
    return Duration.between(frozen, explained).minus(dumping());
  }

  Duration dumping() {
    return Duration.between(asked, dumped);
  }

  boolean inTime() {
    return toVerdict().compareTo(BAR) <= 0;
  }

  List<String> lines() {
    return List.of(
        line("frozen", frozen, "its last sign of life"),
        line("noticed", noticed, "the DumpAnalysis is there"),
        line("asked", asked, way == Way.MEMORY ? READ : SENT),
        line(
            "dumped",
            dumped,
            (way == Way.MEMORY ? UNNOTICED : ENDED).formatted(seconds(dumping()))),
        line("explained", explained, "the verdict is there"),
        "  verdict %.1f s after the freeze, dumps apart (bar: %.1f s = window + hold + scrape + evaluation + 5 s)"
            .formatted(seconds(toVerdict()), seconds(BAR)));
  }

  private String line(String what, Instant when, String text) {
    return "  %-10s %+7.1f s  %s".formatted(what, seconds(Duration.between(frozen, when)), text);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
