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
 * @param ended the process had answered or ended
 * @param explained the verdict was there
 */
record Story(Instant frozen, Instant noticed, Instant asked, Instant ended, Instant explained) {

  /** window 30 s, hold 10 s, one scrape 5 s, one evaluation 2.5 s, and 5 s. */
  static final Duration BAR = Duration.ofMillis(52_500);

  /** From the freeze to the verdict, without the time in which the dump left the process. */
  Duration toVerdict() {
    return Duration.between(frozen, explained).minus(drain());
  }

  Duration drain() {
    return Duration.between(asked, ended);
  }

  boolean inTime() {
    return toVerdict().compareTo(BAR) <= 0;
  }

  List<String> lines() {
    return List.of(
        line("frozen", frozen, "its last sign of life"),
        line("noticed", noticed, "the DumpAnalysis is there"),
        line("asked", asked, "SIGQUIT is about to be sent"),
        line("dumped", ended, "the process has ended: %.1f s to drain".formatted(seconds(drain()))),
        line("explained", explained, "the verdict is there"),
        "  verdict %.1f s after the freeze, drain apart (bar: %.1f s = window + hold + scrape + evaluation + 5 s)"
            .formatted(seconds(toVerdict()), seconds(BAR)));
  }

  private String line(String what, Instant when, String text) {
    return "  %-10s %+7.1f s  %s".formatted(what, seconds(Duration.between(frozen, when)), text);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
