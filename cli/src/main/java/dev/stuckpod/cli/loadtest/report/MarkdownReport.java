package dev.stuckpod.cli.loadtest.report;

import static dev.stuckpod.text.MarkdownText.code;
import static dev.stuckpod.text.MarkdownText.prose;

import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.text.MarkdownText;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a report as Markdown (GitHub's flavour), fit for the comment of a pull request. */
public final class MarkdownReport {

  /** Pods of the table; whoever wants more reads the JSON. */
  private static final int ROWS = 20;

  /** A comment may have 65,536 characters; so much is for explanations. */
  private static final int EXPLANATIONS = 45_000;

  private final Run run;
  private final Report report;
  private final MarkdownText.Page page = new MarkdownText.Page();

  private MarkdownReport(Run run, Report report) {
    this.run = run;
    this.report = report;
  }

  /**
   * Writes verdict, pods, the explanation of each cause with links to its lines, the timeline, and
   * what the load has seen.
   */
  public static MarkdownText of(Run run, Report report) {
    var text = new MarkdownReport(run, report);
    text.head();
    text.pods();
    text.explanations();
    text.timeline();
    text.figures();
    return text.page.text();
  }

  private void head() {
    page.heading(2, "Load test: " + report.result())
        .gap()
        .line(prose(report.sentence()).strong())
        .gap();
    if (run.window() != null) {
      page.line(
          prose(
              "Window %s in namespace %s%s"
                  .formatted(run.name(), run.namespace(), ending(report.load().exit()))));
    }
  }

  /** Its arguments may hold what is not for everybody: they are in the JSON alone. */
  private String ending(@Nullable Integer exit) {
    return exit == null || run.load() == null
        ? "."
        : "; the load, %s, ended with %d.".formatted(program(run.load()), exit);
  }

  private static String program(LoadFacts load) {
    String first = load.command().getFirst();
    return first.substring(first.lastIndexOf('/') + 1);
  }

  private void pods() {
    if (report.pods().isEmpty()) {
      return;
    }
    page.gap().head("pod", "result", "since", "noticed by", "verdict", "cause");
    report.pods().stream().limit(ROWS).forEach(this::row);
    int more = report.pods().size() - ROWS;
    if (more > 0) {
      page.gap().line(prose("%d more pods are not listed.".formatted(more)));
    }
  }

  private void row(Pod pod) {
    String verdict = pod.verdict() == null ? "" : pod.verdict();
    page.row(
        code(pod.name()),
        prose(pod.result().word()),
        prose(Seen.time(pod.since()).map(Moment::clock).orElse("")),
        prose(text(pod.noticedBy())),
        prose(isSure(pod) ? "%s (%s)".formatted(verdict, pod.confidence()) : verdict),
        code(text(pod.cause())));
  }

  /** Where nothing is found, there is nothing to be sure of. */
  private static boolean isSure(Pod pod) {
    return pod.confidence() != null && !"NothingFound".equals(pod.verdict());
  }

  private void explanations() {
    var told = new HashSet<String>();
    int room = EXPLANATIONS;
    for (Pod pod : report.pods()) {
      if (pod.result() != Fate.STUCK || !told.add(pod.verdict() + "\n" + pod.cause())) {
        continue;
      }
      MarkdownText text =
          Explained.of(pod, run).map(found -> Markdown.of(found, pod.name())).orElse(null);
      page.gap();
      if (text != null && text.text().length() <= room) {
        room -= text.text().length();
        page.line(text);
      } else if (pod.dumpAnalysis() != null) {
        page.line(
            prose(
                "What the dump of %s says: kubectl describe dumpanalysis %s -n %s"
                    .formatted(pod.name(), pod.dumpAnalysis(), run.namespace())));
      }
    }
  }

  private void timeline() {
    List<Moment> moments = Timeline.of(run);
    if (moments.isEmpty()) {
      return;
    }
    page.gap().heading(3, "Timeline").gap().head("UTC", "what");
    moments.forEach(moment -> page.row(prose(moment.clock()), prose(moment.text())));
  }

  private void figures() {
    if (report.k6() == null) {
      return;
    }
    page.gap().heading(3, "What k6 has seen").gap().head("", ":requests", ":failed", ":p95");
    for (Figures.Row row : Figures.rows(report.k6())) {
      page.row(prose(row.stretch()), prose(row.requests()), prose(row.failed()), prose(row.p95()));
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
