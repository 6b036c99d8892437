package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Note;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.text.XmlText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a report as JUnit's XML, in the form of Surefire's schema: one case for each pod. What
 * cannot be told is an error, what is stuck a failure whose text is the explanation.
 */
public final class JunitReport {

  private static final String CLASS = "stuckpod.loadtest";
  private static final Duration LONGEST = Duration.ofDays(11); // what the schema's times can say

  private final Run run;
  private final Report report;
  private final XmlText.Document xml = new XmlText.Document();

  private JunitReport(Run run, Report report) {
    this.run = run;
    this.report = report;
  }

  /** Writes one suite. One that has no case at all would be green, so the whole is one then. */
  public static XmlText of(Run run, Report report) {
    return new JunitReport(run, report).write();
  }

  private XmlText write() {
    List<Pod> pods = report.pods();
    boolean isWhole =
        report.result() == Result.Unknown && count(Fate.UNKNOWN) == 0
            || report.result() == Result.Stuck && count(Fate.STUCK) == 0;
    String time = time();
    xml.open(
        "testsuite",
        "name",
        run.window() == null ? CLASS : CLASS + " " + run.namespace() + "/" + run.name(),
        "time",
        time,
        "tests",
        String.valueOf(pods.size() + (isWhole ? 1 : 0)),
        "errors",
        String.valueOf(count(Fate.UNKNOWN) + (isWhole ? 1 : 0)),
        "skipped",
        "0",
        "failures",
        String.valueOf(count(Fate.STUCK)));
    pods.forEach(pod -> pod(pod, time));
    if (isWhole) {
      begin("load test", time);
      xml.element(
          "error", report.sentence(), "message", report.sentence(), "type", "" + report.result());
      xml.close();
    }
    return xml.text();
  }

  private void pod(Pod pod, String time) {
    begin(pod.name(), time);
    switch (pod.result()) {
      case STUCK ->
          xml.element(
              "failure",
              Explained.of(pod, run)
                  .map(found -> PlainText.of(found).text())
                  .orElse(Objects.requireNonNullElse(pod.cause(), "")),
              "message",
              Reports.stuck(List.of(pod)),
              "type",
              Objects.requireNonNullElse(pod.verdict(), "Stuck"));
      case UNKNOWN -> {
        String why = why(pod);
        xml.element("error", why, "message", why, "type", "Unknown");
      }
      case RESTARTED -> xml.element("system-out", why(pod));
      case OK -> {}
    }
    xml.close();
  }

  private void begin(String name, String time) {
    xml.open("testcase", "name", name, "classname", CLASS, "time", time);
  }

  /** What is noted of it, else what is said of the whole. */
  private String why(Pod pod) {
    String noted =
        report.notes().stream()
            .filter(note -> pod.name().equals(note.pod()))
            .map(JunitReport::sentence)
            .collect(Collectors.joining(" "));
    return noted.isEmpty() ? report.sentence() : noted;
  }

  private static String sentence(Note note) {
    return note.message() == null ? note.reason() : note.message();
  }

  private int count(Fate fate) {
    return (int) report.pods().stream().filter(pod -> pod.result() == fate).count();
  }

  /** Seconds of the load, as far as both its ends are known. */
  private String time() {
    Optional<Instant> from = Seen.time(report.load().startedAt());
    Optional<Instant> to = Seen.time(report.load().endedAt());
    Duration lasted =
        from.isPresent() && to.isPresent() ? Duration.between(from.get(), to.get()) : Duration.ZERO;
    if (lasted.isNegative()) {
      lasted = Duration.ZERO;
    }
    Duration shown = lasted.compareTo(LONGEST) > 0 ? LONGEST : lasted;
    return String.format(Locale.ROOT, "%d.%03d", shown.toSeconds(), shown.toMillisPart());
  }
}
