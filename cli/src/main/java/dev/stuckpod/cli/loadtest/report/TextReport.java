package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Writes a report for a person at a terminal. */
public final class TextReport {

  private static final int ROWS = 20;

  /** Causes that are explained in full; the others are told in a line. */
  private static final int EXPLAINED = 3;

  private final Run run;
  private final Report report;
  private final ScreenText.Page page;
  private final Layout layout;

  private TextReport(Run run, Report report, Layout layout) {
    this.run = run;
    this.report = report;
    this.layout = layout;
    this.page = new ScreenText.Page(layout);
  }

  /** Writes result, pods, the explanation of each cause, the timeline, what the load has seen. */
  public static ScreenText of(Run run, Report report, Layout layout) {
    var text = new TextReport(run, report, layout);
    text.page.line("Load test: " + report.result(), ": " + report.sentence());
    text.pods();
    text.explanations();
    text.timeline();
    text.figures();
    return text.page.text();
  }

  private void pods() {
    for (Pod pod : report.pods().stream().limit(ROWS).toList()) {
      String found =
          pod.result() == Fate.STUCK
              ? "  %s%s"
                  .formatted(
                      Seen.time(pod.since())
                          .map(at -> "since " + Moment.clock(at) + " ")
                          .orElse(""),
                      pod.noticedBy() == null ? "" : "noticed by " + pod.noticedBy())
              : "";
      page.line("  %-10s %s%s".formatted(pod.result().word(), pod.name(), found));
    }
    if (report.pods().size() > ROWS) {
      page.line("  and %d more pods".formatted(report.pods().size() - ROWS));
    }
  }

  private void explanations() {
    var told = new HashSet<String>();
    int left = EXPLAINED;
    for (Pod pod : report.pods()) {
      if (pod.result() != Fate.STUCK || !told.add(pod.verdict() + "\n" + pod.cause())) {
        continue;
      }
      Optional<Analysis> found = Explained.of(pod, run);
      page.line("");
      if (found.isPresent() && left > 0) {
        left--;
        page.line("== " + pod.name());
        var plain = new Layout(layout.width(), false); // what is coloured is not fit once more
        PlainText.of(found.get(), plain).text().lines().forEach(page::line);
      } else {
        page.line(
            "== %s: %s (%s): %s"
                .formatted(pod.name(), pod.verdict(), pod.confidence(), pod.cause()));
      }
    }
  }

  private void timeline() {
    List<Moment> moments = Timeline.of(run);
    if (!moments.isEmpty()) {
      page.line("");
      page.line("Timeline (UTC):");
      moments.forEach(moment -> page.line("  %s  %s".formatted(moment.clock(), moment.text())));
    }
  }

  private void figures() {
    if (report.k6() != null) {
      page.line("");
      page.line("What k6 has seen:");
      for (Figures.Row row : Figures.rows(report.k6())) {
        page.line(
            "  %-18s %10s requests, %s failed, p95 %s"
                .formatted(row.stretch(), row.requests(), row.failed(), row.p95()));
      }
    }
  }
}
