package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.cli.loadtest.artifacts.Artifacts;
import dev.stuckpod.cli.loadtest.report.JsonReport;
import dev.stuckpod.cli.loadtest.report.JunitReport;
import dev.stuckpod.cli.loadtest.report.MarkdownReport;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Reports;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.TextReport;
import dev.stuckpod.cli.loadtest.report.Verdict;
import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.source.ReportPages;
import dev.stuckpod.text.Fit;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what came of a load test, and writes what is asked for. */
final class Telling {

  private final ReportOptions options;
  private final Progress progress;
  private final Console out;

  Telling(ReportOptions options, Progress progress, Console out) {
    this.options = options;
    this.progress = progress;
    this.out = out;
  }

  /**
   * Says it all; what cannot be written is told, and changes no result.
   *
   * @param client to fetch whole dumps with; null where there is none
   * @return the exit code
   */
  int tell(Run run, @Nullable KubernetesClient client) {
    Report report = Reports.of(run);
    file(options.junit, JunitReport.of(run, report));
    file(options.markdown, MarkdownReport.of(run, report));
    file(options.json, JsonReport.of(report));
    if (options.html != null) {
      file(options.html, PageHtml.of(ReportPages.of(run, report, client)));
    }
    if (options.artifacts != null) {
      Artifacts.write(options.artifacts, run, report, client)
          .forEach(failure -> progress.line("not kept: " + failure));
    }
    progress.clear();
    out.print(TextReport.of(run, report, Terminal.layout()));
    Verdict verdict = Verdict.of(report);
    out.line(verdict.line());
    out.flush();
    return verdict.exit();
  }

  private void file(@Nullable Path file, Fit text) {
    if (file == null) {
      return;
    }
    try (Console written = Console.file(file)) {
      written.print(text);
      if (written.hasFailed()) {
        progress.line("not written whole: " + file);
      }
    } catch (IOException failed) {
      progress.line("not written: " + file + ": " + Sentence.of(failed));
    }
  }
}
